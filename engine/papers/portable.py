"""Papers as tagged PDF (PDF/UA-1), set by Typst: the words go in as values, and are never read as markup."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from engine.papers.blocks import Block, Heading, Items, Letterhead, Paper, Paragraph, Rows, Table, Words
from engine.papers.fonts import FAMILY, FOLDERS, drawable, simply_drawable
from engine.statute import short

LAYOUT = (Path(__file__).parent / "layout.typ").read_bytes()
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)
Drawing = Callable[[str], str]


def as_pdf(paper: Paper) -> bytes:
    """The same paper gives the same bytes: it says that it was made on its own day."""
    midnight = int(datetime.combine(paper.day, time(), UTC).timestamp())
    return bytes(_set(paper, format="pdf", pdf_standards=["ua-1"], timestamp=midnight))


def as_pictures(paper: Paper, ppi: float = 72) -> list[bytes]:
    """Each page as a PNG, for those who want to see how it looks."""
    pages = _set(paper, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _set(paper: Paper, **asked: Any) -> Any:
    try:
        return _compiler().compile(LAYOUT, sys_inputs={"paper": _told(paper, drawable)}, **asked)
    except typst.TypstError:
        # No font draws some of its characters together, such as a letter of one script with an accent of another.
        return _compiler().compile(LAYOUT, sys_inputs={"paper": _told(paper, simply_drawable)}, **asked)


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(FOLDERS))


@cache
def families() -> list[str]:
    """All families, the main one first, then what the others lack."""
    return [FAMILY, *sorted(set(fonts().families()) - {FAMILY})]


def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)


def _told(paper: Paper, drawn: Drawing) -> str:
    day = paper.day
    return json.dumps(
        {
            "title": drawn(paper.title),
            "author": drawn(paper.author),
            "day": [day.year, day.month, day.day],
            "written_on": short(day),
            "reference": drawn(paper.reference),
            "mark": drawn(paper.mark),
            "head": _letterhead(paper.letterhead, drawn) if paper.letterhead else None,
            "addressed_to": [drawn(line) for line in paper.addressed_to],
            "blocks": [_block(block, drawn) for block in _stepwise(paper.blocks)],
            "fonts": families(),
        }
    )


def _stepwise(blocks: Iterable[Block]) -> Iterator[Block]:
    """PDF/UA wants the first heading to be of the first level, and no level left out below it."""
    deepest = 0
    for block in blocks:
        if isinstance(block, Heading):
            deepest = min(block.level, deepest + 1)
            block = Heading(deepest, block.words)
        yield block


def _in_item(block: Block) -> Block:
    """A heading inside a list is no heading of the paper."""
    if isinstance(block, Heading):
        return Paragraph(tuple(replace(run, is_bold=True) for run in block.words))
    return block


def _letterhead(head: Letterhead, drawn: Drawing) -> dict[str, Any]:
    logo = head.logo
    return {
        "name": drawn(head.name),
        "address": [drawn(line) for line in head.address],
        "phone": drawn(head.phone or ""),
        "email": drawn(head.email or ""),
        "can_be_mailed": _ADDRESS.fullmatch(head.email or "") is not None,
        # Typst reads bytes from whole numbers only.
        "logo": list(logo.content) if logo else None,
        "logo_format": "svg" if logo and logo.media_type == "image/svg+xml" else "png",
    }


def _block(block: Block, drawn: Drawing) -> dict[str, Any]:
    match block:
        case Heading(level, words):
            return {"kind": "heading", "level": level, "words": _words(words, drawn)}
        case Paragraph(words, kind):
            return {"kind": kind, "words": _words(words, drawn)}
        case Items(items, first):
            inside = [[_block(_in_item(inner), drawn) for inner in item] for item in items]
            return {"kind": "items", "first": first, "items": inside}
        case Rows(rows):
            return {"kind": "rows", "rows": [[_words(one, drawn) for one in row] for row in rows]}
        case Table(head, rows, widths):
            cells = [[_words(one, drawn) for one in row] for row in rows]
            titles = [_words(one, drawn) for one in head]
            return {"kind": "table", "head": titles, "rows": cells, "widths": widths or [1] * len(head)}


def _words(words: Words, drawn: Drawing) -> list[dict[str, Any]]:
    return [
        {"text": drawn(run.text), "bold": run.is_bold, "italic": run.is_italic, "link": run.link or ""} for run in words
    ]
