"""The documents and the notes of a case."""

from sqlalchemy import bindparam, select

from engine.case.rows import DocumentRow, NoteRow
from engine.store.connected import Connected
from engine.store.contents import CONTENT, content_of
from engine.store.reading.columns import columns_of
from engine.store.tables.read_models import document, note
from engine.store.tables.truth import content

D, N = document.c, note.c
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


class ReadsPapers(Connected):
    def documents_of(self, authority: str, case: str) -> list[DocumentRow]:
        return [DocumentRow(*row) for row in self._all(_DOCUMENTS_OF, authority=authority, case=case)]

    def document_of(self, authority: str, case: str, document: str) -> DocumentRow | None:
        row = self._first(_DOCUMENT, authority=authority, case=case, document=document)
        return None if row is None else DocumentRow(*row)

    def document_content(self, authority: str, case: str, document: str) -> bytes | None:
        """The bytes of a document, if this authority has it in this case."""
        return content_of(self._first(_CONTENT, authority=authority, case=case, document=document))

    def notes_of(self, authority: str, case: str) -> list[NoteRow]:
        return [NoteRow(*row) for row in self._all(_NOTES_OF, authority=authority, case=case)]
