"""Whether two records may be about the same person: the same pupil number, birthday and name, or name and address."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

Details = Mapping[str, Any]

ALIKE = 0.85
"""How much two names have to share: Jon and John Smith do, Amy and Ann Smith do not."""

SAME_NUMBER = "the same pupil number"
SAME_BIRTHDAY = "the same date of birth and the same or a similar name"
SAME_HOME = "the same name and the same address"


def likeness(one: Details, other: Details) -> str | None:
    """Why two records may be about one person, or None."""
    if one.get("upn") and one.get("upn") == other.get("upn"):
        return SAME_NUMBER
    if one.get("date_of_birth") == other.get("date_of_birth"):
        return SAME_BIRTHDAY if are_similar(one, other) else None
    same_name = _letters(one.get("name")) == _letters(other.get("name"))
    same_home = bool(_home(one)) and _home(one) == _home(other)
    return SAME_HOME if same_name and same_home else None


def are_similar(one: Details, other: Details) -> bool:
    """Whether a name of one record is like a name of the other, whichever way round first and last name stand."""
    return any(_similar(first, second) for first in _names(one) for second in _names(other))


def _names(details: Details) -> list[list[str]]:
    """The words of the full name, and of the name that a person is known by with the last name."""
    full = _plain(details.get("name")).split()
    known = _plain(details.get("known_as")).split()
    return [full, [*known, *full[-1:]]] if known else [full]


def _similar(one: list[str], other: list[str]) -> bool:
    first, second = sorted(one), sorted(other)
    shorter, longer = sorted((set(one), set(other)), key=len)
    if len(shorter) > 1 and shorter <= longer:
        return True
    return SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= ALIKE


def _home(details: Details) -> str:
    contacts = details.get("contacts") or [{}]
    return _letters(details.get("address") or contacts[0].get("address"))


def _letters(text: Any) -> str:
    return re.sub(r"[^a-z0-9]", "", _plain(text))


def _plain(text: Any) -> str:
    apart = unicodedata.normalize("NFKD", str(text or "").lower().replace("-", " "))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
