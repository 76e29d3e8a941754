"""Commands that concern no one case: the register of people, the published processes, and cohorts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from engine.case import commands
from engine.case.cohorts import CohortMember
from engine.case.commands import AmendPerson, Command, PublishProcess, RegisterPerson, StartCohort
from engine.case.events import Facts
from engine.case.people import PERSON_FORM
from engine.case.rejections import BadInput, CaseMovedOn, Fault, MayBeKnown
from engine.case.rows import PersonRow
from engine.cohort import September, chosen_of
from engine.definitions.package import Package
from engine.handlers.expect import good_answers, text
from engine.library import Library
from engine.merging import keep_apart, merge_persons, standing
from engine.publishing import refuse_findings
from engine.receipts import Receipt
from engine.statute import day_of
from engine.store import Transaction, as_pair

__all__ = ["DESK"]

EARLIEST_BIRTH = date(1900, 1, 1)
"""Earlier, a year was written with a slip, such as 0015 for 2015."""


def _details(given: Facts, now: datetime) -> dict[str, Any]:
    details = good_answers(PERSON_FORM, given)
    born = date.fromisoformat(details["date_of_birth"])
    if born > day_of(now) or born < EARLIEST_BIRTH:
        sentence = f"Date of birth must be {'today or in the past' if born > EARLIEST_BIRTH else 'in 1900 or after it'}"
        raise BadInput(sentence, (Fault("/date_of_birth", sentence),))
    return details


def register_person(command: RegisterPerson, tx: Transaction, now: datetime, library: Library) -> Receipt:
    authority, reason = command.by.authority, command.added_anyway.strip()
    details = _details(command.details, now)
    known = tx.alike(authority, details) if command.if_new or reason else []
    if known and not reason:
        raise MayBeKnown("Somebody on the register may be the same person", tuple(_seen(*one) for one in known))
    person = f"P{tx.next_number(authority, 'person'):06d}"
    tx.add_person(authority, person, details, by=command.by.id, at=now)
    for row, because in known:
        tx.settle_pair(authority, as_pair(person, row.id), because, text("reason", reason, 1000), command.by.id, now)
    return Receipt(None, made=person)


def _seen(row: PersonRow, because: str) -> Fault:
    return Fault(f"/persons/{row.id}", f"{row.name}, {row.id}: {because}")


def amend_person(command: AmendPerson, tx: Transaction, now: datetime, library: Library) -> Receipt:
    authority = command.by.authority
    known = standing(tx, authority, command.person)
    if command.expected is not None and command.expected != known.edition:
        sentence = f"Expected edition {command.expected} of {command.person}, but it is {known.edition}"
        raise CaseMovedOn(sentence, (Fault("expected", sentence),))
    tx.amend_person(
        authority,
        command.person,
        _details(command.details, now),
        expected=known.edition,
        by=command.by.id,
        at=now,
    )
    return Receipt(None, made=command.person)


def publish_process(command: PublishProcess, tx: Transaction, now: datetime, library: Library) -> Receipt:
    package = Package(command.process, command.files)
    refuse_findings(package)
    tx.add_version(
        command.by.authority,
        process=package.process,
        hash=package.hash,
        package=package.to_bytes(),
        note=command.note,
        by=command.by.id,
        at=now,
    )
    return Receipt(None, made=package.hash)


def start_cohort(command: StartCohort, tx: Transaction, now: datetime, library: Library) -> Receipt:
    """Put down whose transfers are to be begun; `engine.starting` begins them one by one."""
    authority = command.by.authority
    chosen = chosen_of(September(tx, library, authority, command.year), command.cases)
    members = [CohortMember(authority, command.year, one.case, one.person, one.move_on) for one in chosen]
    tx.put_in_cohort(members, by=command.by.id, at=now)
    return Receipt(None, made=str(command.year))


DESK: dict[type[Command], Callable[[Any, Transaction, datetime, Library], Receipt]] = {
    commands.RegisterPerson: register_person,
    commands.AmendPerson: amend_person,
    commands.MergePersons: merge_persons,
    commands.KeepApart: keep_apart,
    commands.PublishProcess: publish_process,
    commands.StartCohort: start_cohort,
}
