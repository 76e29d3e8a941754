"""The papers of a meeting as one file: the agenda, then each case with its documents, numbered through."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.case.panels import AgendaRow, MeetingRow, times_of
from engine.case.rejections import NotFound
from engine.case.rows import DocumentRow
from engine.engine import Engine
from engine.letters import FILED, paper_of
from engine.looking import DocumentFile, Looking, Outcome, outcomes_of
from engine.looking.knowing import KnownFact
from engine.office.panels import Panels
from engine.papers import (
    Block,
    Heading,
    Items,
    Pack,
    Paper,
    Paragraph,
    Rows,
    Run,
    Scan,
    Table,
    as_one_pdf,
    pages_of,
    plain,
    scan_of,
    weight,
)
from engine.statute import short, spoken
from engine.store import Reading
from engine.writing import logo_kept

MOST_BYTES = 40_000_000
"""Documents beyond this are named and not printed, so that a pack can still be sent by e-mail and opened."""

TEXT, PDF = "text/plain", "application/pdf"
GoesOn = Callable[[], bool]
Became = Mapping[tuple[str, str], Outcome]
"""What became of the decisions that are not open any more."""
NOT_PRINTED = "not in this pack, because of its kind or size: open it in the case"


@dataclass(frozen=True)
class _Printed:
    """A document of a case, and what of it stands in the pack."""

    row: DocumentRow
    part: Paper | Scan | None
    size: int = 0


@dataclass(frozen=True)
class Readiness:
    """How many PDFs of a pack have been read, of all."""

    read: int
    of: int

    @property
    def is_ready(self) -> bool:
        return self.read == self.of


class Packing:
    """What members of a panel read before they meet, and take along."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = Looking(engine)
        self._panels = Panels(engine)

    def of_meeting(self, authority: str, meeting: str) -> DocumentFile:
        """One PDF with bookmarks and contents. Who may see it, and that they did, is for the caller to say."""
        held = self._panels.meeting(authority, meeting)
        items = self._panels.agenda(authority, meeting)
        with self._engine.database.read() as tx:
            owner = tx.authority(authority)
        author = owner.name if owner is not None else ""
        title = f"Papers, {held.panel_name}, {short(held.day)}"
        became = outcomes_of(self._engine, authority, [(one.case, one.task) for one in items if not one.is_open])
        parts = [_agenda(title, author, held, items, became), *self._cases(author, held, items, became)]
        content = as_one_pdf(Pack(title, author, held.day, tuple(parts)))
        return DocumentFile(f"{title}.pdf".replace("/", "-"), "application/pdf", content)

    def read_ahead(self, authority: str, meeting: str, goes_on: GoesOn = lambda: True) -> Readiness:
        """Read the PDFs of a pack that nobody has read yet: one, and further ones for as long as `goes_on` says.

        What a PDF says is kept with its digest, so that the next call goes on where this one stopped, and no pack reads
        it again. To read is slow: seconds for a long report.
        """
        rows = [row for item in self._panels.agenda(authority, meeting) for row in self.chosen(item)]
        asked = {row.digest: row for row in rows if row.media_type == PDF and row.size <= MOST_BYTES}
        with self._engine.database.read() as tx:
            unread = tx.unread_contents(asked)
        read = read_pages(self._engine, (asked[digest] for digest in unread), goes_on)
        return Readiness(len(asked) - len(unread) + read, len(asked))

    def chosen(self, item: AgendaRow) -> list[DocumentRow]:
        """The documents of a case that the members read: those that were chosen, else all but letters that went out."""
        with self._engine.database.read() as tx:
            rows = tx.documents_of(item.authority, item.case)
        if item.papers is None:
            return [row for row in rows if row.media_type != FILED]
        return [row for row in rows if row.document in item.papers]

    def of_letters(self, authority: str, named: Sequence[tuple[str, str]]) -> DocumentFile:
        """Letters that are kept with their cases, for the printer: each has pages numbered by themselves."""
        with self._engine.database.read() as tx:
            papers = [self._letter(tx, authority, *one) for one in named]
        first = papers[0]
        title = first.title if len(papers) == 1 else f"{len(papers)} letters, {short(first.day)}"
        content = as_one_pdf(Pack(title, first.author, first.day, tuple(papers), numbers_each=True))
        return DocumentFile(f"{title}.pdf".replace("/", "-"), "application/pdf", content)

    def _letter(self, tx: Reading, authority: str, case: str, document: str) -> Paper:
        row, content = tx.document_of(authority, case, document), tx.document_content(authority, case, document)
        if row is None or content is None or row.media_type != FILED:
            raise NotFound(f"Expected a letter {document} in case {case}, but there is none")
        return paper_of(content, lambda kept: logo_kept(tx, kept))

    def _cases(self, author: str, held: MeetingRow, items: list[AgendaRow], became: Became) -> Iterator[Paper | Scan]:
        left = MOST_BYTES
        for at, item in zip(times_of(held.starts_at, items), items, strict=True):
            printed = []
            for one in self._printed(item, left):
                left -= one.size
                printed.append(one)
            blocks = _of_case(at, item, _decision(item, became), self._facts(item), printed)
            yield Paper(f"{item.person_name}, {item.case}", author, held.day, tuple(blocks))
            yield from (one.part for one in printed if one.part is not None)

    def _facts(self, item: AgendaRow) -> Sequence[KnownFact]:
        """What whoever decides should have before their eyes."""
        if not item.is_open:
            return ()
        try:
            return self._looking.task_form(item.authority, item.case, item.task).facts
        except NotFound:
            return ()

    def _printed(self, item: AgendaRow, left: int) -> Iterator[_Printed]:
        chosen = self.chosen(item)
        with self._engine.database.read() as tx:
            for row in chosen:
                content = tx.document_content(item.authority, item.case, row.document)
                if content is None or (size := weight(row.media_type, content)) > left:
                    yield _Printed(row, None)
                elif row.media_type == FILED:
                    letter = paper_of(content, lambda kept: logo_kept(tx, kept))
                    yield _Printed(row, replace(letter, below=1))
                elif row.media_type == TEXT:
                    yield _Printed(row, _text(row, content))
                else:
                    left -= size
                    said = tx.pages_read(row.digest) if row.media_type == PDF else None
                    yield _Printed(row, scan_of(row.name, row.media_type, content, item.case, said), size)


def read_papers(engine: Engine, goes_on: GoesOn = lambda: True) -> int:
    """Read ahead for the meetings to come, so that nobody waits for a pack; how many PDFs were read."""
    with engine.database.read() as tx:
        unread = tx.unread_papers(engine.today())
    return read_pages(engine, {row.digest: row for row in unread}.values(), goes_on)


def read_pages(engine: Engine, rows: Iterable[DocumentRow], goes_on: GoesOn) -> int:
    """Read these PDFs, each once, until told to stop; how many were read."""
    read = 0
    for row in rows:
        with engine.database.read() as tx:
            content = tx.document_content(row.authority, row.case, row.document)
        said = pages_of(content) if content is not None else ()
        with engine.database.write() as tx:
            tx.keep_pages_read(row.digest, said)
        read += 1
        if not goes_on():
            break
    return read


def _agenda(title: str, author: str, held: MeetingRow, items: list[AgendaRow], became: Became) -> Paper:
    about = [("When", f"{spoken(held.day)} at {held.starts_at}")]
    if held.place:
        about.append(("Where", held.place))
    blocks: list[Block] = [
        Heading(1, plain(f"{held.panel_name}: papers")),
        _rows(about),
        Heading(2, plain("Agenda"), is_listed=False),
    ]
    if items:
        head = tuple(plain(word) for word in ("Time", "Child or young person", "Case", "Decision"))
        rows = zip(times_of(held.starts_at, items), items, strict=True)
        blocks.append(Table(head, tuple(_called(at, item, became) for at, item in rows), (2, 6, 4, 8)))
    else:
        blocks.append(Paragraph(plain("Nothing is on the agenda.")))
    blocks.append(Heading(2, plain("Contents"), is_listed=False))
    return Paper(title, author, held.day, tuple(blocks), has_contents=True)


def _called(at: str, item: AgendaRow, became: Became) -> tuple[tuple[Run, ...], ...]:
    return tuple(plain(said) for said in (at, item.person_name, item.case, _decision(item, became)))


def _decision(item: AgendaRow, became: Became) -> str:
    """The decision in words, and what was decided, or to when it was deferred."""
    if item.is_open:
        return f"{item.title}{f' (deferred to {short(item.deferred_to)})' if item.deferred_to else ''}"
    one = became.get((item.case, item.task))
    return f"{one.title}. {one.sentence}" if one is not None else "Settled"


def _of_case(
    at: str, item: AgendaRow, decision: str, facts: Sequence[KnownFact], printed: Sequence[_Printed]
) -> Iterator[Block]:
    yield Heading(1, plain(f"{at} {item.person_name}, {item.case}"))
    known = [(fact.title, fact.words or "Not known yet") for fact in facts]
    yield _rows([("Decision", decision), *known])
    yield Heading(2, plain("Documents of the case"), is_listed=False)
    if printed:
        yield Items(tuple((Paragraph(plain(_named(one))),) for one in printed))
    else:
        yield Paragraph(plain("There are none in this pack."))


def _named(one: _Printed) -> str:
    said = f"{one.row.name}, {short(one.row.effective_on)}"
    return said if one.part is not None else f"{said} ({NOT_PRINTED})"


def _text(row: DocumentRow, content: bytes) -> Paper:
    said = content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n\n")
    paragraphs = [Paragraph(plain(one.strip("\n"))) for one in said if one.strip()]
    return Paper(row.name, "", row.effective_on, (Heading(1, plain(row.name)), *paragraphs), below=1)


def _rows(said: list[tuple[str, str]]) -> Rows:
    return Rows(tuple((plain(name), plain(words)) for name, words in said))
