"""The law that an installation knows, for those who look a limit up: what it allows, and the day that it gives."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any, Self

from engine.case.events import Facts
from engine.case.rejections import BadInput, Fault, NotFound
from engine.statute import Calendar, CannotReckon, Ground, Limit, Register, UnknownLimit, Version, reckon


class LawBook:
    """Answers with plain records; days are ISO strings."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @classmethod
    def load(cls, files: Mapping[str, str]) -> Self:
        """Read TOML texts by file name; raises `RegisterFaults` with every fault."""
        return cls(Register.load(files))

    @property
    def calendar(self) -> Calendar:
        """England's working days, with the days off that the register adds."""
        return self._register.calendar

    def limits(self, text: str = "") -> list[Facts]:
        """Every time limit whose key, references or title contain a text."""
        wanted = text.lower().strip()
        return [_limit(limit) for limit in self._register.limits.values() if wanted in _searched(limit)]

    def limit(self, ref: str) -> Facts:
        """One limit by key or reference, with its dated versions and the grounds that excuse it."""
        limit = self._find(ref)
        needed, further = self._register.facts_of(ref)
        asked = [{"fact": fact, "words": self._register.words_for(fact), "needed": True} for fact in needed]
        asked += [{"fact": fact, "words": self._register.words_for(fact), "needed": False} for fact in further]
        grounds = [_ground(self._register.ground(key)) for key in limit.latest.exceptions]
        versions = [_version(version) for version in limit.versions]
        return {**_limit(limit), "facts": asked, "grounds": grounds, "versions": versions}

    def explain(self, ref: str, facts: Facts, law_on: date | None = None) -> Facts:
        """The day that a limit gives on these facts, with the steps and the citation that led to it."""
        self._find(ref)
        try:
            reckoning = reckon(self._register, ref, facts, self._register.calendar, law_on)
        except CannotReckon as refusal:
            raise BadInput(str(refusal), (Fault("/facts", str(refusal)),)) from refusal
        return {field.name: _plain(getattr(reckoning, field.name)) for field in fields(reckoning)}

    def _find(self, ref: str) -> Limit:
        try:
            return self._register.limit(ref)
        except UnknownLimit as unknown:
            raise NotFound(str(unknown)) from unknown


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _searched(limit: Limit) -> str:
    return " ".join((limit.key, limit.title, *limit.refs)).lower()


def _limit(limit: Limit) -> Facts:
    latest = limit.latest
    return {
        "key": limit.key,
        "refs": list(limit.refs),
        "title": limit.title,
        "counted_from": list(limit.facts),
        "allowed": dict(latest.counts[0].allow) if latest.counts else {},
        "no_number": latest.no_number or None,
        "owed_to": latest.owed_to or None,
        "citation": latest.citation,
        "verified": latest.verified,
        "guidance": latest.guidance,
        "soonest": latest.soonest,
        "waiting": latest.waiting,
        "exceptions": list(latest.exceptions),
        "note": latest.note,
    }


def _version(version: Version) -> Facts:
    return {
        "in_force_from": _plain(version.in_force_from),
        "in_force_until": _plain(version.in_force_until),
        "amounts": [
            {"from": count.start, "counting": count.counting, "allow": dict(count.allow)} for count in version.counts
        ],
        "citation": version.citation,
        "verified": version.verified,
        "note": version.note,
    }


def _ground(ground: Ground) -> Facts:
    return {
        "ground": ground.key,
        "title": ground.title,
        "text": ground.text,
        "evidence": ground.evidence,
        "particulars": list(ground.particulars),
        "citation": ground.citation,
        "verified": ground.verified,
    }
