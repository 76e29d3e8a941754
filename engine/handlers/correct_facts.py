"""Put right facts that were recorded wrongly; deadlines follow, and the history keeps both."""

from datetime import date
from typing import Any

from engine.case.commands import CorrectFacts
from engine.case.events import Facts, FactsCorrected
from engine.case.forms import Field, Form
from engine.case.rejections import BadInput, Fault
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.statute import day_of


def correct_facts(command: CorrectFacts, file: CaseFile, circumstances: Circumstances) -> None:
    known = _known(file, command.item)
    reason, today = expect.text("reason", command.reason), day_of(circumstances.recorded_at)
    faults = [fault for name, value in command.facts.items() for fault in _faults(file, known, name, value, today)]
    if not command.facts:
        faults = [Fault("/facts", "Enter at least one fact to put right")]
    if faults:
        raise BadInput("Expected facts of this case with values of their kind", tuple(faults))
    was = {name: known.get(name) for name in command.facts}
    file.record(FactsCorrected(command.facts, was, reason, command.item), circumstances)


def _known(file: CaseFile, item: str | None) -> Facts:
    if item is None:
        return file.state.facts
    collection, _, key = item.partition("/")
    rows: dict[str, Facts] = file.state.facts.get(collection) or {}
    if key not in rows:
        raise BadInput(f"There is no {item} in this case", (Fault("/item", f"There is no {item} in this case"),))
    return rows[key]


def _faults(file: CaseFile, known: Facts, name: str, value: Any, today: date) -> list[Fault]:
    path = f"/facts/{name}"
    if name not in known:
        return [Fault(path, f"“{name}” is not a fact of this case yet, so there is nothing to put right")]
    if isinstance(known[name], dict):
        return [Fault(path, f"“{name}” holds many; put right one of them with item “{name}/01”")]
    asked = [(form, field) for form in file.version.forms.values() for field in form.fields() if field.name == name]
    if asked:
        # A form that asks it only sometimes would take the answer to a hidden question for none.
        form, _ = min(asked, key=lambda one: bool(one[1].show_if))
        wrong = form.check({name: value}, draft=True)
        return [Fault(path, fault.sentence) for fault in wrong if fault.field == name] or _to_come(
            path, asked, value, today
        )
    return [] if _same_kind(known[name], value) else [Fault(path, f"“{name}” must be a value of the same kind")]


def _to_come(path: str, asked: list[tuple[Form, Field]], value: Any, today: date) -> list[Fault]:
    """The day on which something happened cannot be still to come."""
    for form, field in asked:
        if (on := form.done_on({field.name: value})) is not None and str(on) > today.isoformat():
            return [Fault(path, f"{field.title} must be today or in the past")]
    return []


def _same_kind(was: Any, value: Any) -> bool:
    return type(was) is type(value) and (not _is_day(was) or _is_day(value))


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
