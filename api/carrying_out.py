"""Hands commands to the engine, and answers with what was written down."""

import json
from typing import Any
from urllib.parse import quote

from flask import Response, jsonify

from api.conditions import command_id, expected, mark
from api.guard import caller
from api.office import office
from api.plain import record
from api.resource import URL_PREFIX
from engine import Receipt
from engine.case.commands import Command
from engine.case.history import Entry
from engine.case.sentences import Told


def stamp() -> dict[str, Any]:
    """Who sends a command, and under which id."""
    by = caller()
    return {"by": by, "id": command_id(by)}


def stamp_on(case: str) -> dict[str, Any]:
    """The same for a command about a case, with the sequence that the sender saw."""
    return {**stamp(), "case": case, "expected": expected()}


def carry_out(command: Command, status: int = 201) -> Response:
    """Carry out a command on a case."""
    receipt = office().engine.handle(command)
    response = jsonify(receipt_record(receipt))
    response.status_code = status
    return mark(response, receipt)


def receipt_record(receipt: Receipt) -> dict[str, Any]:
    return {
        "case": receipt.case,
        "sequence": receipt.sequence,
        "entries": [entry_record(entry) for entry in receipt.entries],
    }


def entry_record(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "recorded_at": entry.recorded_at,
        "effective_on": entry.effective_on,
        "actor": entry.actor,
        "kind": entry.kind,
        "data": None if entry.data is None else json.loads(entry.data),
        "version": entry.version,
        "hash": entry.hash,
    }


def told_record(told: Told) -> dict[str, Any]:
    """An entry with what it says to people."""
    return {
        **entry_record(told.entry),
        "sentence": told.sentence,
        "details": [record(one) for one in told.details],
    }


def made(receipt: Receipt, shown: dict[str, Any], *where: str, edition: int | None = None) -> Response:
    """Answer with something new, and say where it is."""
    response = jsonify(shown)
    response.status_code = 201
    response.headers["Location"] = "/".join([URL_PREFIX, *(quote(step, safe="") for step in where)])
    return mark(response, receipt, edition)
