"""Whether a letter may go: what it lacks, where that is entered, and who can enter it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.case.events import LetterToFile
from engine.case.forms import Form
from engine.case.rejections import Fault, LetterLacks
from engine.case.state import CaseState
from engine.case.state import Letter as DueLetter
from engine.case.words import readable
from engine.case_file import CaseFile
from engine.letters import Letter, LetterIncomplete
from engine.statute import CannotReckon, UnknownLimit, reckon
from engine.store import Reading
from engine.version import Version, with_item
from engine.writing import parties_to, write_letter

ON_RECORD = "Somebody who works on the case can add it to the record of the child or young person"
FORM = "formJsonSchemaFilename"
OF_AUTHORITY = "An administrator can add it to the details of the authority"


@dataclass(frozen=True)
class Gap:
    """Words that a letter lacks, by their name in its template, and who can add them where.

    `field` is the question that asks for them in the task that sends the letter, if there is one.
    """

    name: str
    sentence: str
    field: str = ""


def refuse_incomplete(file: CaseFile, tx: Reading, authority: str) -> None:
    """Raise `LetterLacks` with every gap of the letters that have just been sent.

    Asked of what somebody does now, and never of a history that is lived again: what has gone
    has gone.
    """
    sent = [entry.event.letter for entry in file.new if isinstance(entry.event, LetterToFile)]
    if not sent:
        return
    person = tx.person(authority, file.state.person)
    assert person is not None, f"case {file.state.case} has lost its person"
    parties = parties_to(tx, authority, person.details)
    for name in sent:
        due = file.state.letters[name]
        letter = write_letter(file.version, file.state, due, parties, {}, file.new[0].effective_on)
        _expect_complete(letter, gaps_of(letter, due, file.version, file.state))


def _expect_complete(letter: Letter, gaps: list[Gap]) -> None:
    try:
        letter.to_issue()
    except LetterIncomplete as refusal:
        faults = tuple(Fault(f"/{gap.field}" if gap.field else "", gap.sentence) for gap in gaps)
        raise LetterLacks(f"“{letter.title}” cannot go yet, because it lacks words that it needs", faults) from refusal


def gaps_of(letter: Letter, due: DueLetter, version: Version, state: CaseState) -> list[Gap]:
    """What the letter lacks, each with a sentence."""
    here = version.form(version.process.properties[_bpmn_id(due.task)].get(FORM)) if due.task else None
    facts = with_item(state.facts, due.item)
    return [_gap(name, version, here, facts) for name in letter.missing]


def _bpmn_id(task: str) -> str:
    return task.rsplit("#", 1)[0]


def _gap(name: str, version: Version, here: Form | None, facts: Mapping[str, Any]) -> Gap:
    kind, _, rest = name.partition(".")
    if name.startswith("deadline("):
        return Gap(name, _not_reckoned(name.split('"')[1], version, facts))
    if name.startswith("allowed("):
        return Gap(
            name, f"The letter says how much time the law gives, but it gives none for “{name.split(chr(34))[1]}”"
        )
    words = readable(rest).lower()
    if kind == "person":
        return Gap(name, f"The letter needs the {words}. {ON_RECORD}")
    if kind == "authority":
        return Gap(name, f"The letter needs the authority’s {words}. {OF_AUTHORITY}")
    return _gap_of_fact(name, rest.split(".")[0].split("[")[0], version, here)


def _gap_of_fact(name: str, fact: str, version: Version, here: Form | None) -> Gap:
    asked = next((title for title, _ in _questions(fact, [here] if here else [])), None)
    if asked is not None:
        return Gap(name, f"Answer “{asked}”: the letter needs it", fact)
    for title, form in _questions(fact, version.forms.values()):
        return Gap(
            name, f"The letter needs “{title}”, which “{form}” asks. If that is done, correct the facts of the case"
        )
    return Gap(name, f"The letter needs “{readable(fact)}”, which the case does not know. Correct its facts to add it")


def _questions(fact: str, forms: Iterable[Form]) -> Iterator[tuple[str, str]]:
    """The questions that a fact answers, with the forms that ask them."""
    for form in forms:
        for field in form.fields():
            yield from ((one.title, form.title) for one in (field, *field.rows) if one.name == fact)


def _not_reckoned(limit: str, version: Version, facts: Mapping[str, Any]) -> str:
    register = version.law.register
    try:
        reckon(register, limit, facts, register.calendar)
    except (CannotReckon, UnknownLimit) as refusal:
        return f"The letter needs a day that the law gives, which cannot be reckoned yet: {refusal}"
    return f"The letter needs a day that the law gives: “{limit}”"
