"""Writing the letters of a case: who writes to whom, and which days of the law the letter can name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.case.commands import Actor, AttachDocument
from engine.case.events import Facts
from engine.case.recorded import addressee_of
from engine.case.state import CaseState
from engine.case.state import Letter as DueLetter
from engine.letters import AUTHORITY, FILED, Authority, Context, Deadline, Letter, Person, draw_up, filed
from engine.papers import Logo
from engine.statute import MEANS, CannotReckon, UnknownLimit, UnknownNotice, amount, day_in, reckon
from engine.store import Reading
from engine.version import Version, with_item

LONGEST_TITLE = 190


@dataclass(frozen=True)
class Parties:
    """The authority that writes, with what its letters say of it, and the person that the case is about."""

    authority: str
    letterhead: Mapping[str, Any]
    person: Facts
    logo: Logo | None = None


def parties_to(tx: Reading, authority: str, person: Facts) -> Parties:
    """The authority as it is known today, and the person."""
    owner = tx.authority(authority)
    assert owner is not None, f"{authority} is not an authority"
    letterhead = owner.settings.get("letters", {})
    return Parties(owner.name, letterhead, person, logo_of(tx, letterhead))


def logo_of(tx: Reading, letterhead: Mapping[str, Any]) -> Logo | None:
    kept = letterhead.get("logo")
    return logo_kept(tx, kept) if kept else None


def logo_kept(tx: Reading, kept: Mapping[str, str]) -> Logo | None:
    """A logo by its digest, also one that the authority has no more."""
    content = tx.document(kept["digest"])
    return Logo(kept["media_type"], content) if content is not None else None


def write_letter(
    version: Version, state: CaseState, letter: DueLetter, parties: Parties, answers: Facts, today: date
) -> Letter:
    """The letter as it reads with these answers to the task that sends it; gaps are listed in `missing`."""
    facts = {**with_item(state.facts, letter.item), **answers}
    day = letter.sent_on or today
    counted = {**facts, "decision_notice_sent_on": day.isoformat()} if _can_be_appealed(version, letter) else facts
    context = Context(
        person=_person(parties.person, state.facts),
        authority=_authority(parties),
        facts=facts,
        today=day,
        deadline=lambda key: _deadline(version, key, counted),
        allowed=lambda key: _allowed(version, key),
        required=lambda key: _required(version, letter, key, facts, day),
        item=facts if letter.item else None,
        to=letter.to,
        reference=state.case,
        logo=parties.logo,
        about=_called(letter.item, facts, version),
    )
    return draw_up(version.letters[letter.template], version.parts, context)


def _called(item: str | None, facts: Facts, version: Version) -> str:
    collection = (item or "").partition("/")[0]
    return str(facts.get(version.names_items_by.get(collection, "")) or "")


def as_if_sent(letter: DueLetter, answers: Facts, version: Version) -> tuple[DueLetter, Facts]:
    """The letter and the answers as they will be once it has gone on the day, and by the means, that are answered."""
    day, means = answers.get(f"{letter.template}_sent_on"), answers.get(f"{letter.template}_means")
    try:
        sent_on = date.fromisoformat(str(day))
    except ValueError:
        return letter, answers
    if means not in MEANS:
        return replace(letter, sent_on=sent_on), answers
    served_on = version.law.served_on(sent_on, means)
    return replace(letter, sent_on=sent_on), {**answers, f"{letter.template}_served_on": served_on.isoformat()}


def _can_be_appealed(version: Version, letter: DueLetter) -> bool:
    """Whether the letter is itself the notice of a decision, so that the time for appealing counts from its day."""
    try:
        notice = version.law.register.notice(version.letters[letter.template].notice)
    except UnknownNotice:
        return False
    return any(content.key == "right_of_appeal" for content in notice.contents)


def _required(version: Version, letter: DueLetter, key: str, facts: Facts, day: date) -> bool:
    """Whether the notice must say this: what it must say follows the day of the decision."""
    template = version.letters[letter.template]
    decided = day_in(facts, template.decided) if template.decided else None
    try:
        return version.law.register.notice(template.notice).requires(key, decided if isinstance(decided, date) else day)
    except UnknownNotice:
        return True


def _authority(parties: Parties) -> Authority:
    said = {name: text for name, text in parties.letterhead.items() if name in AUTHORITY}
    return Authority(**{"name": parties.authority, **said})


def _person(details: Facts, facts: Facts) -> Person:
    """The person as letters address them: a parent, or the young person themself."""
    name = details["name"]
    writes_to_young_person = facts.get("addressee_kind") == "young_person"
    parent = addressee_of(details)
    addressee = facts.get("addressee_name") or (name if writes_to_young_person else parent.get("name"))
    address = facts.get("addressee_address") or parent.get("address") or details.get("address")
    return Person(name, details["date_of_birth"], addressee, address, addressee, writes_to_young_person)


def _deadline(version: Version, key: str, facts: Mapping[str, Any]) -> Deadline | None:
    register = version.law.register
    try:
        return Deadline.of(reckon(register, key, facts, register.calendar))
    except (CannotReckon, UnknownLimit):
        return None


def _allowed(version: Version, key: str) -> str | None:
    try:
        limit = version.law.register.limit(key)
    except UnknownLimit:
        return None
    count = limit.latest.counts[0] if limit.has_number else None
    return amount(count.number, count.unit) if count is not None else None


def kept_as_document(letter: Letter, case: str, by: Actor, id: str | None = None) -> AttachDocument:
    """The command that keeps a letter with its case as it went out, under its title and whom it is about."""
    title = ", ".join(filter(None, (letter.title, letter.context.about)))
    name = f"{title[:LONGEST_TITLE]}.pdf"
    return AttachDocument(by=by, id=id, case=case, name=name, media_type=FILED, content=filed(letter))
