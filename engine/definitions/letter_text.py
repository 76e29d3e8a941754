"""What can be seen of a letter without drawing it up: its front matter, its parts and the limits it speaks of."""

import re
import tomllib
from typing import Any

_INCLUDE = re.compile(r"""\{%-?\s*include\s+["']([a-z0-9_]+)["']""")
_ASKED = re.compile(r"""\b(?:deadline|allowed)\(\s*["']([a-z0-9_]+)["']""")
_FRONT = re.compile(r"\A\+\+\+\r?\n(.*?)^\+\+\+\r?$", re.DOTALL | re.MULTILINE)


def front_of(text: str) -> dict[str, Any]:
    """The front matter, or nothing where it cannot be read."""
    front = _FRONT.match(text)
    try:
        return tomllib.loads(front[1]) if front else {}
    except tomllib.TOMLDecodeError:
        return {}


def includes(text: str) -> list[str]:
    """The parts that a letter, or a part, takes in."""
    return _INCLUDE.findall(text)


def limits_spoken_of(text: str) -> list[str]:
    return _ASKED.findall(text)
