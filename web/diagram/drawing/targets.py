"""Lets only ordinary web addresses become links."""

import re

_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def safe_target(address: str | None) -> str | None:
    """The address unless it would run something; browsers ignore blanks in `java script:`."""
    if not address:
        return None
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return address if scheme is None or scheme[0].lower() in ("http:", "https:") else None
