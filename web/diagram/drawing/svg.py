"""Writes SVG: every attribute and every text passes through here and is escaped here."""

import re
from functools import lru_cache
from typing import NewType

Svg = NewType("Svg", str)
"""A finished piece of SVG. Only this module makes one out of a string."""

NOTHING = Svg("")

_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escaped(text: str) -> str:
    """Safe inside an element or a quoted attribute; what XML forbids becomes a replacement mark."""
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], "\ufffd"), text)


def number(value: float) -> str:
    """At most one decimal: a tenth of a pixel is finer than any screen."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)
def _attribute(name: str, value: str) -> str:
    """`stroke_width` is written stroke-width, and `css` is class; viewBox stays."""
    written = "class" if name == "css" else name.replace("_", "-")
    return f' {written}="{escaped(value)}"'


def tag(name: str, *children: Svg, **attributes: str | float) -> Svg:
    written = "".join(
        [_attribute(key, value if isinstance(value, str) else number(value)) for key, value in attributes.items()]
    )
    if not children:
        return Svg(f"<{name}{written}/>")
    return Svg(f"<{name}{written}>{''.join(children)}</{name}>")


def text(content: str) -> Svg:
    return Svg(escaped(content))


def joined(*pieces: Svg) -> Svg:
    return Svg("".join(pieces))
