"""The documents and the notes of a case."""

from datetime import date

from sqlalchemy import and_, bindparam, select

from engine.case.rows import DocumentRow, NoteRow
from engine.store.connected import Connected
from engine.store.contents import CONTENT, content_of
from engine.store.reading.columns import columns_of
from engine.store.tables.panels import agenda_item, panel_meeting
from engine.store.tables.read_models import document, note
from engine.store.tables.truth import content, pages_read

D, N, A, M = document.c, note.c, agenda_item.c, panel_meeting.c
PDF = "application/pdf"
_DOCUMENTS = select(*columns_of(document, DocumentRow)).where(
    D.case == bindparam("case"), D.authority == bindparam("authority")
)
_DOCUMENTS_OF = _DOCUMENTS.order_by(D.attached_at, D.document)
_DOCUMENT = _DOCUMENTS.where(D.document == bindparam("document"))
_CONTENT = (
    select(*CONTENT)
    .join(document, D.digest == content.c.digest)
    .where(D.case == bindparam("case"), D.authority == bindparam("authority"), D.document == bindparam("document"))
)
_NOTES_OF = (
    select(*columns_of(note, NoteRow))
    .where(N.case == bindparam("case"), N.authority == bindparam("authority"))
    .order_by(N.added_at, N.note)
)


_UNREAD = (
    select(D.authority, D.case, D.document)
    .distinct()
    .select_from(
        panel_meeting.join(agenda_item, and_(A.authority == M.authority, A.meeting == M.id))
        .join(document, and_(D.case == A.case, D.authority == A.authority))
        .outerjoin(pages_read, pages_read.c.digest == D.digest)
    )
    .where(M.day >= bindparam("today", type_=M.day.type), D.media_type == PDF, pages_read.c.digest.is_(None))
    .order_by(D.authority, D.case, D.document)
)


class ReadsPapers(Connected):
    def documents_of(self, authority: str, case: str) -> list[DocumentRow]:
        return [DocumentRow(*row) for row in self._all(_DOCUMENTS_OF, authority=authority, case=case)]

    def document_of(self, authority: str, case: str, document: str) -> DocumentRow | None:
        row = self._first(_DOCUMENT, authority=authority, case=case, document=document)
        return None if row is None else DocumentRow(*row)

    def document_content(self, authority: str, case: str, document: str) -> bytes | None:
        """The bytes of a document, if this authority has it in this case."""
        return content_of(self._first(_CONTENT, authority=authority, case=case, document=document))

    def unread_papers(self, today: date) -> list[DocumentRow]:
        """PDFs of cases that come before a meeting today or later, whose pages nobody has read yet."""
        found = self._all(_UNREAD, today=today)
        return [row for one in found if (row := self.document_of(*one)) is not None]

    def notes_of(self, authority: str, case: str) -> list[NoteRow]:
        return [NoteRow(*row) for row in self._all(_NOTES_OF, authority=authority, case=case)]
