"""An edition of the plan as a paper, to be printed, sent or read aloud."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.papers import Block, Heading, Letterhead, Paper, Paragraph, Rows, Run, Table, plain
from engine.plans import showing
from engine.plans.showing import ShownSection
from engine.statute import short

NOTHING = "This section says nothing."


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the sections: `edition` such as "Draft plan 2", `mark` at the foot of every page."""

    title: str
    citation: str
    edition: str
    mark: str
    reference: str
    person: str
    born_on: str
    issued_on: date
    made_on: date | None
    authority: str
    letterhead: Mapping[str, str]


def paper_of(cover: Cover, sections: tuple[ShownSection, ...]) -> Paper:
    blocks = [*_cover(cover), *(block for section in sections for block in _section(section))]
    return Paper(
        title=f"{cover.title}: {cover.person}, {cover.edition.lower()}",
        author=cover.authority,
        day=cover.issued_on,
        blocks=tuple(blocks),
        letterhead=_letterhead(cover),
        reference=cover.reference,
        mark=cover.mark,
    )


def _letterhead(cover: Cover) -> Letterhead:
    said = cover.letterhead
    return Letterhead(
        cover.authority, tuple(said.get("address", "").splitlines()), said.get("phone"), said.get("email")
    )


def _cover(cover: Cover) -> Iterator[Block]:
    yield Heading(1, plain(cover.title))
    facts = {
        "Name": cover.person,
        "Date of birth": short(date.fromisoformat(cover.born_on)),
        "Edition": cover.edition,
        "Sent on": short(cover.issued_on),
        "Made on": short(cover.made_on) if cover.made_on else "",
        "Authority": cover.authority,
        "Under": cover.citation,
    }
    yield Rows(tuple((plain(title), plain(said)) for title, said in facts.items() if said))


def _section(section: ShownSection) -> Iterator[Block]:
    yield Heading(2, plain(section.heading))
    if not section.blocks:
        yield Paragraph((Run(section.blank or NOTHING, is_italic=True),))
    for block in section.blocks:
        match block:
            case showing.Paragraphs(texts):
                yield from (Paragraph(plain(text)) for text in texts)
            case showing.Answers(pairs):
                yield Rows(tuple((plain(title), plain(said)) for title, said in pairs))
            case showing.Table(heads, rows, is_numbered):
                widths = (4, *(7,) * (len(heads) - 1)) if is_numbered else None
                yield Table(tuple(map(plain, heads)), tuple(tuple(map(plain, row)) for row in rows), widths)
