"""`duecourse limits`: the time limits of the law, and the day that one gives; needs no database."""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from engine.statute import (
    CannotReckon,
    Limit,
    Reckoning,
    Register,
    RegisterFaults,
    UnknownLimit,
    Version,
    amount,
    day_in,
    reckon,
    spoken,
)

PROCESSES = "DUECOURSE_PROCESSES"
BAD_INPUT, BROKEN_REGISTER = 2, 1


@click.group()
def limits() -> None:
    """The time limits of the law, with their citations."""


@limits.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def list_limits(as_json: bool) -> None:
    """List every time limit in the register."""
    found = list(_entries(load_register()))
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for limit in found:
        mark = "" if limit["verified"] else "  (not verified)"
        click.echo(f"{limit['ref']:<9} {limit['key']:<46} {limit['title']}{mark}")


@limits.command()
@click.argument("ref")
@click.argument("dates", metavar="DATE [DATE...]", nargs=-1)
@click.option("--law-on", metavar="DATE", help="Judge by the law in force on this day, not on the first day given.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def explain(ref: str, dates: tuple[str, ...], law_on: str | None, as_json: bool) -> None:
    """Reckon one time limit and say how.

    REF is a key (assess_decision) or a reference (A3). Each DATE is the day of one
    fact, such as 2026-01-05, in the order in which `limits list --json` names them.
    """
    reckoning = _reckon(load_register(), ref, dates, law_on)
    if as_json:
        click.echo(json.dumps(to_record(reckoning), indent=2, ensure_ascii=False))
        return
    click.echo(reckoning.sentence)
    for step in reckoning.steps:
        click.echo(f"  {step}")
    if reckoning.guidance_day:
        click.echo(
            f"  Counted from the day it was sent out, as guidance counts, it is {spoken(reckoning.guidance_day)}."
        )
    if reckoning.note:
        click.echo(f"  Note: {reckoning.note}")
    if not reckoning.verified:
        click.echo("  Not verified: have this limit checked before relying on it.")


def load_register() -> Register:
    """The register of the folder that DUECOURSE_PROCESSES names, or of this repository."""
    root = Path(os.environ.get(PROCESSES) or Path(__file__).parents[2] / "processes")
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "law").glob("*.toml"))}
    if not files:
        _fail(f"Expected the law's TOML files in {root / 'law'}; set {PROCESSES} to the folder of the processes.")
    try:
        return Register.load(files)
    except RegisterFaults as faults:
        _fail("The register of the law has faults:\n" + "\n".join(faults.faults), BROKEN_REGISTER)


def to_record(reckoning: Reckoning) -> dict[str, Any]:
    """A reckoning as JSON says it."""
    return {
        "ref": reckoning.ref,
        "key": reckoning.key,
        "title": reckoning.title,
        "legal": reckoning.legal.isoformat(),
        "working": reckoning.working.isoformat(),
        "safe": reckoning.safe.isoformat(),
        "guidance_day": reckoning.guidance_day and reckoning.guidance_day.isoformat(),
        "cutoff": reckoning.cutoff and reckoning.cutoff.strftime("%H:%M"),
        "sentence": reckoning.sentence,
        "steps": list(reckoning.steps),
        "citation": reckoning.citation,
        "verified": reckoning.verified,
        "guidance": reckoning.guidance,
        "as_soon_as_practicable": reckoning.soonest,
        "waiting": reckoning.waiting,
        "exceptions": list(reckoning.exceptions),
        "note": reckoning.note,
    }


def _reckon(register: Register, ref: str, dates: Sequence[str], law_on: str | None) -> Reckoning:
    try:
        needed, further = register.facts_of(ref)
        facts = dict(zip((*needed, *further), dates, strict=False))
        if register.limit(ref).has_number and len(dates) > len(needed) + len(further):
            raise CannotReckon(f"Got {amount(len(dates), 'dates')}, which is too many.")
        return reckon(register, ref, facts, register.calendar, _law_day(law_on))
    except UnknownLimit as refusal:
        _fail(str(refusal))
    except CannotReckon as refusal:
        _fail(f"{refusal}\n{_order(register, ref, dates)}".strip())


def _order(register: Register, ref: str, dates: Sequence[str]) -> str:
    """Which facts the dates stand for, where their number is not right."""
    needed, further = register.facts_of(ref)
    if not register.limit(ref).has_number or len(needed) <= len(dates) <= len(needed) + len(further):
        return ""
    named = [f"  {fact}: {register.words_for(fact)}" for fact in needed]
    named += [f"  {fact}: {register.words_for(fact)} (may be left out)" for fact in further]
    return "\n".join([f"The dates of {ref} are, in this order:", *named])


def _law_day(law_on: str | None) -> date | None:
    day = day_in({"--law-on": law_on}, "--law-on")
    if isinstance(day, str):
        _fail(day)
    return day


def _entries(register: Register) -> Iterator[dict[str, Any]]:
    """One entry for each limit that has a reference, and one for each version that has its own."""
    for limit in register.limits.values():
        if limit.ref:
            yield _listed(register, limit, limit.latest, limit.ref)
        for version in limit.versions:
            if version.ref:
                yield _listed(register, limit, version, version.ref)


def _listed(register: Register, limit: Limit, version: Version, ref: str) -> dict[str, Any]:
    needed, further = register.facts_of(ref)
    return {
        "ref": ref,
        "also": list(limit.also) if ref == limit.ref else [],
        "key": limit.key,
        "title": version.title,
        "from": list(needed),
        "refined_by": list(further),
        "amounts": [
            {"from": count.start, "counting": count.counting, "allow": dict(count.allow)}
            for count in version.counts
            if not version.no_number
        ],
        "no_number": version.no_number or None,
        "citation": version.citation,
        "verified": version.verified,
        "guidance": version.guidance,
        "note": version.note,
        "exceptions": list(version.exceptions),
        "versions": [_version(one) for one in (limit.versions if ref == limit.ref else (version,))],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "ref": version.ref,
        "in_force_from": version.in_force_from and version.in_force_from.isoformat(),
        "in_force_until": version.in_force_until and version.in_force_until.isoformat(),
        "citation": version.citation,
        "from": list(version.starts),
    }


def _fail(sentence: str, code: int = BAD_INPUT) -> NoReturn:
    """Says what was expected on standard error, and ends."""
    click.echo(sentence, err=True)
    raise SystemExit(code)
