"""How wide letters are in Arial, Helvetica and Liberation Sans, in thousandths of the font size."""

import unicodedata
from functools import lru_cache

# Measured from Liberation Sans, which has the metrics of Arial.
_LETTERS = {
    191: "'",
    222: "ijlįĵĺļłſ‘’",
    260: "|¦",
    278: " !,./:;I[\\]ft\u00a0·ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧ",
    333: "()-`r¡¨²³´¸¹ŕŗř“”",
    334: "{}ŀ",
    350: "•",
    355: '"',
    365: "ºª",
    389: "*ť",
    400: "°",
    444: "ĳ",
    469: "^",
    500: "JcksvxyzçýÿćĉċčĴķĸśŝşšŷźżž",
    537: "¶",
    549: "±÷≤≥¯",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋōŏőũūŭůűų–€µ",
    584: "+<=>~¬×−",
    611: "FTZ¿ßøŢŤŦŹŻŽďŉ",
    667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸ",
    722: "CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŊŔŖŘŨŪŬŮŰŲŵĲ",
    737: "©®",
    778: "GOQÒÓÔÕÖØĜĞĠĢŌŎŐ",
    833: "Mm¼½¾",
    889: "%æ",
    944: "WœŴ",
    1000: "ÆŒ—…→",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN, _FULL, _NONE = 640, 1000, 0


@lru_cache(maxsize=1024)
def _other(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return _NONE
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


@lru_cache(maxsize=4096)
def thousandths(text: str) -> int:
    return sum(_WIDTHS[letter] if letter in _WIDTHS else _other(letter) for letter in text)


def width_of(text: str, size: float) -> float:
    """The width in pixels of a line of text at this font size."""
    return thousandths(text) * size / 1000
