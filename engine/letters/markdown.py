"""Markdown as HTML for the screen, and as plain text for an email or an ear."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def as_html(markdown: str) -> str:
    return str(_MARKDOWN.render(markdown))


def as_text(markdown: str) -> str:
    blocks = list(_blocks(_MARKDOWN.parse(markdown)))
    gaps = ["" if place == 0 else "\n" if is_tight else "\n\n" for place, (_, is_tight) in enumerate(blocks)]
    return "".join(gap + words for gap, (words, _) in zip(gaps, blocks, strict=True)) + "\n"


def inline_text(markdown: str) -> str:
    """One line of Markdown, such as a title, as plain words."""
    return " ".join(_words(token) for token in _MARKDOWN.parseInline(markdown))


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Each paragraph, heading or item, and whether it follows close on the item before."""
    signs: list[tuple[str, int]] = []
    sign, is_tight, is_first = "", False, True
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                signs.append(("-" if token.type.startswith("bullet") else "", int(token.attrs.get("start", 1))))
                is_first = len(signs) == 1
            case "bullet_list_close" | "ordered_list_close":
                signs.pop()
            case "list_item_open":
                mark, number = signs[-1]
                sign = f"{mark or f'{number}.'} "
                signs[-1] = (mark, number + 1)
            case "paragraph_open":
                is_tight = token.hidden and not is_first
            case "inline":
                yield "  " * (len(signs) - 1) + sign + _words(token), is_tight
                sign, is_tight, is_first = "", False, False
            case "code_block" | "fence":
                yield token.content.rstrip(), False


def _words(token: Token) -> str:
    return "".join(_BREAKS.get(child.type, child.content) for child in token.children or ()).strip()
