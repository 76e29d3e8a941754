"""Papers as tagged PDF (PDF/UA-1), set by Typst: the words go in as values, and are never read as markup."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from engine.papers.blocks import Block, Heading, Items, Letterhead, Pack, Paper, Paragraph, Rows, Scan, Table, Words
from engine.papers.fonts import FAMILY, FOLDERS, drawable, simply_drawable
from engine.statute import short

LAYOUT = (Path(__file__).parent / "layout.typ").read_bytes()
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)
_FORMATS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
Drawing = Callable[[str], str]


def as_pdf(paper: Paper) -> bytes:
    """The same paper gives the same bytes: it says that it was made on its own day."""
    return bytes(_set(_alone(paper), format="pdf", pdf_standards=["ua-1"], timestamp=_midnight(paper.day)))


def as_pictures(paper: Paper, ppi: float = 72) -> list[bytes]:
    """Each page as a PNG, for those who want to see how it looks."""
    pages = _set(_alone(paper), format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def as_one_pdf(pack: Pack) -> bytes:
    """Several papers as one file, with bookmarks at their headings.

    It is tagged throughout. PDF/UA itself is out of reach where pages of other files stand in it.
    """
    whole = any(isinstance(part, Scan) and part.media_type == "application/pdf" for part in pack.parts)
    standards = [] if whole else ["ua-1"]
    return bytes(_set(pack, format="pdf", pdf_standards=standards, timestamp=_midnight(pack.day)))


def _alone(paper: Paper) -> Pack:
    return Pack(paper.title, paper.author, paper.day, (paper,))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _set(pack: Pack, **asked: Any) -> Any:
    with TemporaryDirectory() as folder:
        for file, scan in _scans(pack):
            (Path(folder) / file).write_bytes(scan.content)
        compiler = typst.Compiler(root=folder, font_paths=fonts(), ignore_system_fonts=True)
        try:
            return compiler.compile(LAYOUT, sys_inputs={"pack": _told(pack, drawable)}, **asked)
        except typst.TypstError:
            # No font draws some of its characters together, such as a letter of one script with an accent of another.
            return compiler.compile(LAYOUT, sys_inputs={"pack": _told(pack, simply_drawable)}, **asked)


def _scans(pack: Pack) -> Iterator[tuple[str, Scan]]:
    """Under which names Typst finds the files that stand in a pack."""
    for place, part in enumerate(pack.parts):
        if isinstance(part, Scan):
            yield f"scan-{place}", part


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(FOLDERS))


@cache
def families() -> list[str]:
    """All families, the main one first, then what the others lack."""
    return [FAMILY, *sorted(set(fonts().families()) - {FAMILY})]


def _told(pack: Pack, drawn: Drawing) -> str:
    day = pack.day
    files = {id(scan): file for file, scan in _scans(pack)}
    return json.dumps(
        {
            "title": drawn(pack.title),
            "author": drawn(pack.author),
            "day": [day.year, day.month, day.day],
            "numbers_each": pack.numbers_each,
            "parts": [
                _scan(part, files[id(part)], drawn) if isinstance(part, Scan) else _paper(part, drawn)
                for part in pack.parts
            ],
            "fonts": families(),
        }
    )


def _scan(scan: Scan, file: str, drawn: Drawing) -> dict[str, Any]:
    return {
        "kind": "scan",
        "file": file,
        "format": _FORMATS[scan.media_type],
        "title": drawn(scan.title),
        "level": scan.level,
        "alts": [drawn(alt) for alt in scan.alts],
        "reference": drawn(scan.reference),
        "mark": "",
    }


def _paper(paper: Paper, drawn: Drawing) -> dict[str, Any]:
    return {
        "kind": "paper",
        "written_on": short(paper.day),
        "reference": drawn(paper.reference),
        "mark": drawn(paper.mark),
        "head": _letterhead(paper.letterhead, drawn) if paper.letterhead else None,
        "addressed_to": [drawn(line) for line in paper.addressed_to],
        "blocks": [_block(block, drawn) for block in _stepwise(paper.blocks, paper.below)],
        "has_contents": paper.has_contents,
    }


def _stepwise(blocks: Iterable[Block], below: int) -> Iterator[Block]:
    """PDF/UA wants the first heading to be of the first level, and no level left out below it."""
    deepest = 0
    for block in blocks:
        if isinstance(block, Heading):
            deepest = min(block.level, deepest + 1)
            block = replace(block, level=deepest + below)
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
        case Heading(level, words, is_listed):
            return {"kind": "heading", "level": level, "words": _words(words, drawn), "listed": is_listed}
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
