"""Two records of one person become one: what is kept, what goes over, and what is written down of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.case.commands import KeepApart, MergePersons
from engine.case.events import Facts, PersonMerged
from engine.case.likeness import likeness
from engine.case.people import PERSON_FORM
from engine.case.rejections import AlreadyMerged, BadInput, CaseMovedOn, Fault
from engine.case.rows import MergeRow, PersonRow
from engine.case.state import state_after
from engine.case_file import CaseFile, Circumstances
from engine.expecting import expect_person
from engine.handlers.expect import good_answers, text
from engine.library import Library
from engine.receipts import Receipt
from engine.statute import day_of
from engine.store import Reading, Transaction, as_pair

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Choice:
    """A field in which two records differ; `is_added` where the kept record would have the rows of both."""

    name: str
    title: str
    kept: Any
    other: Any
    is_added: bool

    @property
    def is_gap(self) -> bool:
        """The kept record says nothing here, so what the other says is taken unless somebody objects."""
        return self.kept is None


def choices(kept: Facts, other: Facts) -> list[Choice]:
    """What the other record says that the kept one does not, in the order of the form."""
    fields = [field for field in PERSON_FORM.fields() if other.get(field.name) not in (None, kept.get(field.name))]
    return [
        Choice(field.name, field.title, kept.get(field.name), other[field.name], field.kind == "rows")
        for field in fields
        if field.kind != "rows" or any(row not in kept.get(field.name, []) for row in other[field.name])
    ]


def combined(kept: Facts, other: Facts, taken: Iterable[str]) -> Facts:
    """The details of the kept record with what it takes from the other."""
    offered = {choice.name: choice for choice in choices(kept, other)}
    return {**kept, **{name: _both(offered[name]) for name in taken if name in offered}}


def _both(choice: Choice) -> Any:
    if not choice.is_added:
        return choice.other
    ours = list(choice.kept or [])
    return [*ours, *(row for row in choice.other if row not in ours)]


def two_records(tx: Reading, authority: str, keep: str, merge: str) -> tuple[PersonRow, PersonRow]:
    """The record to keep and the one to merge into it, if they are two that stand."""
    if keep == merge:
        sentence = "A record cannot be merged with itself"
        raise BadInput(sentence, (Fault("/merge", sentence),))
    return standing(tx, authority, keep), standing(tx, authority, merge)


def standing(tx: Reading, authority: str, person: str) -> PersonRow:
    """The record of a person that was not merged into another."""
    found = expect_person(tx, authority, person)
    if found.merged_into is not None:
        raise AlreadyMerged(f"Expected a record of its own, but {person} was merged into {found.merged_into}")
    return found


def merge_persons(command: MergePersons, tx: Transaction, now: datetime, library: Library) -> Receipt:
    """Make one record of two: a new edition of the kept one, with all cases of both under its name."""
    authority, by = command.by.authority, command.by.id
    reason = text("reason", command.reason, LONGEST_REASON)
    tx.lock_persons(authority, (command.keep, command.merge))
    kept, other = two_records(tx, authority, command.keep, command.merge)
    _refuse_moved(kept, command.expected)
    _refuse_moved(other, command.expected_other)
    taken = tuple(choice.name for choice in choices(kept.details, other.details) if choice.name in command.taken)
    details = good_answers(PERSON_FORM, combined(kept.details, other.details, taken))
    cases = tx.cases_of(authority, other.id)
    for case in cases:
        _go_over(
            case, PersonMerged(kept.id, other.id, reason), Circumstances(by, now, day_of(now)), tx, library, authority
        )
    tx.keep_merge(
        authority,
        MergeRow(other.id, kept.id, other.edition, kept.edition, taken, tuple(cases), reason, by, now),
    )
    tx.amend_person(authority, kept.id, details, expected=kept.edition, by=by, at=now)
    return Receipt(None, made=kept.id)


def _go_over(
    case: str, cause: PersonMerged, circumstances: Circumstances, tx: Transaction, library: Library, authority: str
) -> None:
    """A case writes down that it is on another record; its process does not notice."""
    head = tx.lock_case(authority, case)
    assert head is not None, f"case {case} is listed, but it is not there"
    version = library.version(tx, authority, head.version)
    state = state_after(case, tx.entries(case))
    file = CaseFile(version, state, None, head.head_hash, library.shelf(tx, authority, case))
    file.record(cause, circumstances)
    tx.append(authority, file.new)
    tx.project(authority, file.state, file.new)
    tx.put_in_for_webhooks(authority, file.new)
    tx.drop_snapshot(case)


def _refuse_moved(person: PersonRow, expected: int | None) -> None:
    if expected is not None and expected != person.edition:
        sentence = f"Expected edition {expected} of {person.id}, but it is {person.edition}"
        raise CaseMovedOn(sentence, (Fault("expected", sentence),))


def keep_apart(command: KeepApart, tx: Transaction, now: datetime, library: Library) -> Receipt:
    """Settle that two records are about two people."""
    authority = command.by.authority
    reason = text("reason", command.reason, LONGEST_REASON)
    one, other = two_records(tx, authority, command.one, command.other)
    tx.settle_pair(
        authority, as_pair(one.id, other.id), likeness(one.details, other.details) or "", reason, command.by.id, now
    )
    return Receipt(None, made=one.id)
