"""The fonts of papers: they come in packages, so that a paper looks the same on every machine."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import manimgx_fonts
import manimgx_fonts_cjk
from fontTools.ttLib import TTFont

FAMILY = "Noto Sans"
FOLDERS = tuple(str(Path(str(package.__file__)).parent) for package in (manimgx_fonts, manimgx_fonts_cjk))
MAIN = Path(FOLDERS[0]) / "NotoSans[wght].ttf"
UNKNOWN = "\ufffd"
# Controls, halves of characters, and what turns the direction of the text around and so can hide what it says.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff"
    "\U000e0000-\U0010ffff]"
)
_JOINERS = frozenset("\n\t\u200c\u200d\ufe0e\ufe0f")


def printable(text: str) -> str:
    """The text as it can stand in any document: composed, and without what nobody can see."""
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text)).replace("\t", " ")


def drawable(text: str) -> str:
    """The text with a sign for each character that no font of ours can draw."""
    return _drawn(text, lambda one: ord(one) in _known_to_main() or one in _JOINERS or ord(one) in _known_to_all())


def simply_drawable(text: str) -> str:
    """The same with the main font alone, for characters that no font can draw together."""
    return _drawn(text, lambda one: ord(one) in _known_to_main())


def _drawn(text: str, is_known: Callable[[str], bool]) -> str:
    return "".join(one if one == "\n" or is_known(one) else UNKNOWN for one in printable(text))


@cache
def _known_to_main() -> frozenset[int]:
    return _characters(MAIN)


@cache
def _known_to_all() -> frozenset[int]:
    return frozenset().union(*(_characters(path) for folder in FOLDERS for path in sorted(Path(folder).glob("*.tt?"))))


def _characters(path: Path) -> frozenset[int]:
    """What a font can draw; the first font of a collection speaks for all of them."""
    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())
