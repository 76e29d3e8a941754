"""A letter on the authority's paper: what the letterhead says anyway is not said twice."""

from collections.abc import Sequence

from engine.letters.context import Authority, Context
from engine.papers import Block, Letterhead, Paper, Paragraph, blocks_of
from engine.statute import short

GREETING = "Dear "
FAREWELLS = frozenset({"Yours sincerely", "Yours faithfully"})


def on_paper(title: str, markdown: str, context: Context, mark: str = "") -> Paper:
    addressed_to, blocks = _opened(blocks_of(markdown), context)
    return Paper(
        title,
        context.authority.name or "",
        context.today,
        tuple(_with_room_to_sign(block) for block in blocks),
        _letterhead(context),
        addressed_to,
        context.reference,
        mark,
    )


def _letterhead(context: Context) -> Letterhead:
    authority = context.authority
    return Letterhead(authority.name or "", _lines(authority), authority.phone, authority.email, context.logo)


def _lines(authority: Authority) -> tuple[str, ...]:
    return tuple(line.strip() for line in (authority.address or "").splitlines() if line.strip())


def _opened(blocks: Sequence[Block], context: Context) -> tuple[tuple[str, ...], Sequence[Block]]:
    """To whom the letter goes, and the letter from its greeting on, if it opens as letters do.

    They open with the authority and its address, the day, and to whom it goes; the paper has
    places of its own for these.
    """
    opening: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        said = "".join(run.text for run in block.words)
        if said.startswith(GREETING):
            break
        opening.append(said)
    if len(opening) < 2 or opening[0].split("\n")[0] != context.authority.name or opening[1] != short(context.today):
        return (), blocks
    return tuple(line for said in opening[2:] for line in said.split("\n")), blocks[len(opening) :]


def _with_room_to_sign(block: Block) -> Block:
    if isinstance(block, Paragraph) and "".join(run.text for run in block.words) in FAREWELLS:
        return Paragraph(block.words, "closing")
    return block
