"""Markdown as blocks."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from engine.papers.blocks import Block, Heading, Items, Paragraph, Run, Words

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_LINKS = ("https://", "http://", "mailto:", "tel:")


def blocks_of(markdown: str) -> tuple[Block, ...]:
    return tuple(_blocks(SyntaxTreeNode(_MARKDOWN.parse(markdown)).children))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]), _words(node))
            case "paragraph":
                yield Paragraph(_words(node))
            case "bullet_list":
                yield Items(_items(node))
            case "ordered_list":
                yield Items(_items(node), int(node.attrs.get("start", 1)))
            case "blockquote":
                yield from (_quoted(block) for block in _blocks(node.children))
            case "code_block" | "fence":
                yield Paragraph((Run(node.content.rstrip("\n")),), "quote")


def _items(node: SyntaxTreeNode) -> tuple[tuple[Block, ...], ...]:
    return tuple(tuple(_blocks(item.children)) for item in node.children)


def _quoted(block: Block) -> Block:
    return Paragraph(block.words, "quote") if isinstance(block, Paragraph) else block


def _words(node: SyntaxTreeNode) -> Words:
    tokens = [inline.token for inline in node.children]
    return tuple(_runs([child for token in tokens if token is not None for child in token.children or ()]))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Runs that look alike are one, as Markdown splits words at every escaped character."""
    bold = italic = 0
    link: str | None = None
    last: Run | None = None
    for token in tokens:
        bold += token.nesting if token.type.startswith("strong_") else 0
        italic += token.nesting if token.type.startswith("em_") else 0
        link = _target(token) if token.type == "link_open" else None if token.type == "link_close" else link
        text = _BREAKS.get(token.type, token.content)
        if not text:
            continue
        run = Run(text, bold > 0, italic > 0, link)
        if last is not None and (last.is_bold, last.is_italic, last.link) == (run.is_bold, run.is_italic, run.link):
            last = Run(last.text + text, run.is_bold, run.is_italic, run.link)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _target(token: Token) -> str | None:
    """Where a link leads, if that is a place that a letter may lead to."""
    href = str(token.attrs.get("href", ""))
    return href if href.startswith(_LINKS) else None
