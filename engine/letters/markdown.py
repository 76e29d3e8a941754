"""Markdown as HTML for the screen, and as plain text for an email or an ear."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def as_html(markdown: str) -> str:
    return str(_MARKDOWN.render(markdown))


def as_text(markdown: str) -> str:
    return "\n\n".join(_blocks(_MARKDOWN.parse(markdown))) + "\n"


def inline_text(markdown: str) -> str:
    """One line of Markdown, such as a title, as plain words."""
    return " ".join(_words(token) for token in _MARKDOWN.parseInline(markdown))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Each paragraph, heading or item as a block; items carry their sign."""
    signs: list[tuple[str, int]] = []
    sign = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                signs.append(("-", 0))
            case "ordered_list_open":
                signs.append(("", int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                signs.pop()
            case "list_item_open":
                mark, number = signs[-1]
                sign = f"{mark} " if mark else f"{number}. "
                signs[-1] = (mark, number + 1)
            case "inline":
                yield "  " * (len(signs) - 1) + sign + _words(token)
                sign = ""
            case "code_block" | "fence":
                yield token.content.rstrip()


def _words(token: Token) -> str:
    return "".join(_BREAKS.get(child.type, child.content) for child in token.children or ()).strip()
