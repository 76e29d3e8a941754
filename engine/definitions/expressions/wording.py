"""The words and signs that may stand in an expression at all, looked at before Python's parser sees the text."""

import keyword
import re

from engine.definitions.expressions.refusals import ExpressionRefused

LONGEST_TEXT = 1000
DEEPEST = 12

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)"""
    r"""|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"""
    r"""|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![A-Za-z0-9_.])"""
    r"""|(?P<text>"[^"\\\x00-\x1f\x7f\ud800-\udfff]*"|'[^'\\\x00-\x1f\x7f\ud800-\udfff]*')"""
    r"""|(?P<sign>==|!=|<=|>=|[<>+\-()\[\],])"""
)
_KEYWORDS = {"and", "or", "not", "in", "if", "else", "True", "False", "None"}
_QUOTES = "\"'"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INSTEAD = {
    "is": "write == None, or has(name)",
    "true": "write True",
    "false": "write False",
    "null": "write None",
    "none": "write None",
    "now": "days come from the facts of the case, never from the clock",
    "today": "days come from the facts of the case, never from the clock",
    ".": 'write name["key"] for a part of a fact',
    "*": "multiplication and powers are not needed: a number of the law stands in the register of time limits",
    "/": "division is not needed: a number of the law stands in the register of time limits",
    "%": "use + to join texts",
    "=": "write == to compare",
    "{": "write a list such as [1, 2]",
    "\\": "write the character itself",
    '"': "close the text with the same quotation mark on the same line",
    "'": "close the text with the same quotation mark on the same line",
    "&": "write and",
    "|": "write or",
    "!": "write not, or !=",
}
_ALLOWED = (
    "an expression may only use names of facts, texts, numbers, True, False, None, comparisons, and, or, not, in, "
    "+, -, lists, 'a if c else b' and the listed functions"
)


def checked_text(text: str) -> str:
    """The text on one line, if every word and sign in it belongs to the language."""
    if len(text) > LONGEST_TEXT:
        raise ExpressionRefused(
            f"The expression has {len(text)} characters; {LONGEST_TEXT} are allowed: split it, or use a decision table"
        )
    if not text.strip():
        raise ExpressionRefused("Expected an expression, but there is nothing")
    depth, at = 0, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token["text"] and _hangs_on_a_word(text, at)):
            raise refused_word(_odd_piece(text, at))
        if token["word"]:
            _check_word(token["word"])
        depth += (token[0] in "([") - (token[0] in ")]")
        if depth > DEEPEST:
            raise too_deep()
        at = token.end()
    return re.sub(r"[\r\n\t]", " ", text).strip()


def is_name(word: str) -> bool:
    """Whether a word can be the name of a fact, a limit or an element."""
    return bool(_NAME.fullmatch(word)) and not keyword.iskeyword(word) and word not in _INSTEAD


def refused_word(word: str) -> ExpressionRefused:
    return ExpressionRefused(f"'{word}' is not allowed here: {_INSTEAD.get(word, _ALLOWED)}")


def too_deep() -> ExpressionRefused:
    return ExpressionRefused(f"The expression is nested more than {DEEPEST} deep; split it or use a decision table")


def _check_word(word: str) -> None:
    if word not in _KEYWORDS and not is_name(word):
        raise refused_word(word)


def _odd_piece(text: str, at: int) -> str:
    """What to name: the sign itself, a text with the letters that hang before it, or a number with what hangs after."""
    if text[at] in _QUOTES and _hangs_on_a_word(text, at):
        return re.split(r"\W", text[:at])[-1] + text[at]
    number = re.match(r"[0-9][\w.]*", text[at:])
    return number[0] if number else text[at]


def _hangs_on_a_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
