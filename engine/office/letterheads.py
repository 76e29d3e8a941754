"""The letterheads of authorities: read and amended by their administrators, and checked as a whole."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.case.commands import Actor
from engine.case.letterhead import LETTERHEAD_FORM, LetterheadRow
from engine.case.rejections import BadInput, CaseMovedOn, Fault, NotFound
from engine.case.rows import AuthorityRow
from engine.handlers.expect import good_answers
from engine.letters import AUTHORITY, Authority, Context, Person, on_paper
from engine.office.changes import note_change
from engine.papers import Logo, as_pdf, check_logo
from engine.statute import day_of
from engine.store import Database, Reading, Transaction
from engine.writing import logo_of

Clock = Callable[[], datetime]
SETTING, EDITION = "letters", "edition"
SAMPLE = """Dear Parent

# Preview of a letter

This is how the letters of the authority look. The words of each letter come from the process that sends it.

Yours sincerely"""


class Letterheads:
    """Each change is written into the log of who did what."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def read(self, authority: str) -> LetterheadRow:
        with self._database.read() as tx:
            return _row(_expect_authority(tx, authority))

    def logo(self, authority: str) -> Logo | None:
        with self._database.read() as tx:
            return logo_of(tx, _expect_authority(tx, authority).settings.get(SETTING, {}))

    def preview(self, authority: str) -> bytes:
        """A letter that says nothing, as a PDF on the paper of the authority."""
        with self._database.read() as tx:
            known = _expect_authority(tx, authority)
            said = known.settings.get(SETTING, {})
            about = {name: text for name, text in said.items() if name in AUTHORITY}
            context = Context(
                person=Person(),
                authority=Authority(**{"name": known.name, **about}),
                facts={},
                today=day_of(self._clock()),
                reference=f"{known.prefix}-000000",
                logo=logo_of(tx, said),
            )
        signed = "\\\n".join(said[name] for name in ("signatory", "signatory_role") if said.get(name))
        return as_pdf(on_paper("Preview of a letter", f"{SAMPLE}\n\n{signed}", context, "PREVIEW"))

    def amend(self, by: Actor, changed: Mapping[str, Any], expected: int | None = None) -> LetterheadRow:
        """Change what is given; an empty text removes it. Raises `BadInput` with every fault."""
        good = good_answers(LETTERHEAD_FORM, changed)
        with self._database.write() as tx:
            known = _expect_authority(tx, by.authority)
            _expect_edition(known, expected)
            before = known.settings.get(SETTING, {})
            kept = {name: text for name, text in before.items() if name not in changed}
            after = {**kept, **good}
            return self._keep(tx, by, known, after, ", ".join(_different(before, after)) or "nothing")

    def put_logo(self, by: Actor, logo: Logo | None) -> LetterheadRow:
        """Give the authority a logo, or none. Raises `BadInput` with every fault."""
        faults = tuple(Fault("/file", sentence) for sentence in (check_logo(logo) if logo else ()))
        if faults:
            raise BadInput("Expected a logo that can stand on letters", faults)
        with self._database.write() as tx:
            known = _expect_authority(tx, by.authority)
            kept = {name: text for name, text in known.settings.get(SETTING, {}).items() if name != "logo"}
            return self._keep(tx, by, known, kept | _stored(tx, logo), "logo")

    def _keep(
        self, tx: Transaction, by: Actor, known: AuthorityRow, letterhead: dict[str, Any], what: str
    ) -> LetterheadRow:
        settings = {**known.settings, SETTING: letterhead, EDITION: _edition(known) + 1}
        if not tx.amend_authority(known, settings):
            raise CaseMovedOn("Somebody else is amending the authority at this moment; ask again")
        note_change(tx, by, self._clock(), f"amended the authority: {what}")
        return _row(AuthorityRow(known.id, known.name, known.prefix, settings))


def _different(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What is changed, as the form calls it."""
    fields = LETTERHEAD_FORM.fields()
    return [field.title for field in fields if before.get(field.name) != after.get(field.name)]


def _stored(tx: Transaction, logo: Logo | None) -> dict[str, Any]:
    if logo is None:
        return {}
    digest = hashlib.sha256(logo.content).hexdigest()
    tx.store_document(digest, logo.content)
    return {"logo": {"media_type": logo.media_type, "digest": digest}}


def _expect_authority(tx: Reading, authority: str) -> AuthorityRow:
    found = tx.authority(authority)
    if found is None:
        raise NotFound(f"Expected an authority {authority}, but there is none")
    return found


def _expect_edition(known: AuthorityRow, expected: int | None) -> None:
    if expected not in (None, _edition(known)):
        sentence = f"Expected edition {expected} of the authority, but it is {_edition(known)}"
        raise CaseMovedOn(sentence, (Fault("expected", sentence),))


def _edition(known: AuthorityRow) -> int:
    return int(known.settings.get(EDITION, 1))


def _row(known: AuthorityRow) -> LetterheadRow:
    letterhead = dict(known.settings.get(SETTING, {}))
    has_logo = letterhead.pop("logo", None) is not None
    return LetterheadRow(known.id, known.name, known.prefix, _edition(known), letterhead, has_logo)
