"""The provisions that a citation names, and the limits of the register that each of them gives."""

import re
from collections.abc import Iterator, Mapping

from engine.statute import Register

Provision = tuple[str, str]
"""An instrument, and the number of what stands in it: ("SEND Regulations 2014 reg", "5(1)")."""

_NUMBER = re.compile(r"\d+[A-Z]*(?:\(\w+\))*")
_NAMED = re.compile(rf"(?P<law>[A-Z].*?)\s+(?P<kind>reg|s|rule|art)s?\b\.?\s*(?P<number>{_NUMBER.pattern})")


def limits_by_provision(register: Register) -> Mapping[Provision, set[str]]:
    """The limits that somebody waits for, by each provision that gives them."""
    found: dict[Provision, set[str]] = {}
    for key, limit in register.limits.items():
        is_owed = limit.has_number and limit.latest.owed_to
        for provision in provisions(limit.latest.citation) if is_owed else ():
            found.setdefault(provision, set()).add(key)
    return found


def provisions(citation: str) -> Iterator[Provision]:
    """What a citation names: in "SEND Regulations 2014 (SI 2014/1530) regs 5(1), 6" the law is said once for both."""
    law = ""
    for part in re.split(r"[;,]|(?<!Children) and ", re.sub(r"\s*\(SI [^)]*\)", "", citation)):
        text = part.strip()
        if named := _NAMED.match(text):
            law = f"{named['law']} {named['kind']}"
            yield law, named["number"]
        elif law and _NUMBER.fullmatch(text):
            yield law, text
        elif not text.startswith("("):
            law = ""
