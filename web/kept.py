"""What somebody sent when it could not be recorded, kept so that they need not type it twice."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import request

from engine.case.words import readable

INSIDE = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path of ours. Browsers drop tabs and line breaks and turn a backslash round, so none may be in it."""

WORK = ("/absences", "/cases/", "/meetings/", "/new", "/panels", "/persons/", "/requests/", "/tasks/", "/views")
"""Where people type what takes long; no password is asked there."""

TOKEN = "csrf_token"
NOT_WORDS = frozenset({TOKEN, "form_id", "do", "draft_seen", "done_when", "task", "kept"})
PART = re.compile(r"\.(day|month|year|count)$")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
LONGEST = 500_000

Pairs = tuple[tuple[str, str], ...]


def inside(address: str) -> str | None:
    """An address of ours only: nobody is sent elsewhere by a link that ends in our sign-in page."""
    return address if INSIDE.fullmatch(address) else None


def from_our_page() -> bool:
    """Whether a page of ours sent this, which the browser says of itself and no other site can make it say."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def told(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was typed, in words; the three boxes of a date are told as one."""
    found: dict[str, list[str]] = {}
    for name, said in pairs:
        if said.strip() and name not in NOT_WORDS and not name.endswith(".count"):
            found.setdefault(PART.sub("", name), []).append(said.strip())
    return [(_question(name), _answer(name, said)) for name, said in found.items()]


def _question(name: str) -> str:
    """ "Contacts 1, telephone" from `contacts.0.telephone`."""
    first, *rest = name.split(".")
    if len(rest) == 2 and rest[0].isdecimal():
        return f"{readable(first)} {int(rest[0]) + 1}, {readable(rest[1]).lower()}"
    return readable(name)


def _answer(name: str, said: list[str]) -> str:
    if len(said) == 3 and all(one.isdecimal() for one in said):
        return " ".join(said)
    return ", ".join(readable(one) if CODE.fullmatch(one) else one for one in said)


@dataclass(frozen=True)
class Kept:
    """A form that was sent, and to where."""

    to: str
    pairs: Pairs

    @property
    def told(self) -> list[tuple[str, str]]:
        return told(self.pairs)

    def packed(self) -> str:
        """As the page to sign in carries it."""
        return json.dumps([self.to, *self.pairs])

    @classmethod
    def sent(cls) -> "Kept | None":
        """What this request sent, if it is worth keeping: typed into a page of ours about work."""
        asked = request.query_string.decode("ascii", "replace")
        to = quote(request.path) + (f"?{asked}" if asked else "")
        pairs = tuple((name, said) for name, said in request.form.items(multi=True) if name != TOKEN)
        kept = cls(to, pairs)
        is_ours = from_our_page() and inside(to) is not None and to.startswith(WORK)
        return kept if is_ours and kept.told and len(kept.packed()) <= LONGEST else None

    @classmethod
    def unpacked(cls, packed: str) -> "Kept | None":
        """What the page to sign in carried; nothing of what it did not carry like this."""
        try:
            to, *pairs = json.loads(packed)
            kept = cls(inside(to) or "", tuple((str(name), str(said)) for name, said in pairs))
        except (TypeError, ValueError, RecursionError):
            return None
        return kept if kept.to else None
