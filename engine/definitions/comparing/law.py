"""What is different about the law that a process counts by."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from engine.definitions.comparing.change import Change, Kind, capital, from_to
from engine.definitions.definition import Definition
from engine.statute import Limit, Notice, Register, amount, listed, short
from engine.statute.limits import Count, Version

FILE = "law/limits.toml"


def law_changes(old: Definition, new: Definition) -> Iterator[Change]:
    if old.register is None or new.register is None:
        return
    yield from _limits(old.register, new.register)
    yield from _notices(old.register, new.register)
    yield from _days_off(old.register, new.register)


def _limits(old: Register, new: Register) -> Iterator[Change]:
    for key in sorted({*old.limits, *new.limits}):
        before, after = old.limits.get(key), new.limits.get(key)
        if before is None and after is not None:
            sentence = f"The time limit {key} is now part of the process: {_allowed(after.latest)}"
            yield Change("added", "limit", FILE, key, sentence)
        elif after is None and before is not None:
            yield Change("removed", "limit", FILE, key, f"The time limit {key} is no longer part of the process")
        elif before is not None and after is not None:
            for sentence in _differences(before, after):
                yield Change("changed", "limit", FILE, key, sentence)


_ASPECTS: Mapping[str, Callable[[Version], str]] = {
    "The title of {}": lambda version: version.title,
    "The citation of {}": lambda version: version.citation,
    "The start of {}": lambda version: listed(version.starts),
    "The way of counting {}": lambda version: _counting(version),
    "The exceptions to {}": lambda version: listed(version.exceptions),
    "The first day in force of {}": lambda version: _day(version.in_force_from),
    "The last day in force of {}": lambda version: _day(version.in_force_until),
    "The standing of {}": lambda version: "verified" if version.verified else "not verified",
}


def _differences(before: Limit, after: Limit) -> Iterator[str]:
    said = f"time limit {after.key}"
    if _allowed(before.latest) != _allowed(after.latest):
        yield f"{capital(said)} changed {from_to(_allowed(before.latest), _allowed(after.latest))}"
    for words, value in _ASPECTS.items():
        was, is_now = value(before.latest), value(after.latest)
        if was != is_now:
            yield f"{words.format(said)} changed {from_to(was, is_now)}"
    if before.versions[:-1] != after.versions[:-1]:
        yield f"The earlier versions of {said} changed"


def _allowed(version: Version) -> str:
    if not version.counts:
        return version.no_number or "no number"
    joint = " or " if version.join == "earlier_of" else " and "
    return joint.join(_one_amount(count) for count in version.counts)


def _one_amount(count: Count) -> str:
    if count.unit:
        return amount(count.number, count.unit)
    return ", ".join(f"{name} {number}" for name, number in count.allow.items()) or count.counting.replace("_", " ")


def _counting(version: Version) -> str:
    return listed(dict.fromkeys(count.counting.replace("_", " ") for count in version.counts))


def _day(day: date | None) -> str:
    return short(day) if day else ""


def _notices(old: Register, new: Register) -> Iterator[Change]:
    file = "law/notices.toml"
    for key in sorted({*old.notices, *new.notices}):
        before, after = old.notices.get(key), new.notices.get(key)
        if before is None and after is not None:
            yield Change("added", "letter", file, key, f"The notice '{after.title}' is now part of the process")
        elif after is None and before is not None:
            sentence = f"The notice '{before.title}' is no longer part of the process"
            yield Change("removed", "letter", file, key, sentence)
        elif before is not None and after is not None:
            for kind, sentence in _contents(before, after):
                yield Change(kind, "letter", file, key, sentence)


def _contents(before: Notice, after: Notice) -> Iterator[tuple[Kind, str]]:
    was, is_now = {one.key: one for one in before.contents}, {one.key: one for one in after.contents}
    said = f"the notice '{after.title}'"
    for key in [one for one in was if one not in is_now]:
        yield "removed", f"The law no longer asks {said} to contain: {was[key].text}"
    for key, content in is_now.items():
        if key not in was:
            yield "added", f"The law now asks {said} to contain: {content.text} ({content.citation})"
        elif was[key] != content:
            yield "changed", f"What the law asks {said} to contain changed: {content.text} ({content.citation})"


def _days_off(old: Register, new: Register) -> Iterator[Change]:
    was, is_now = _listed_days(old), _listed_days(new)
    for day in sorted(is_now - was):
        yield Change("added", "limit", "law/bank_holidays.toml", "", f"{short(day)} is now a day off")
    for day in sorted(was - is_now):
        yield Change("removed", "limit", "law/bank_holidays.toml", "", f"{short(day)} is no longer a day off")


def _listed_days(register: Register) -> set[date]:
    years = {*register.calendar.pinned}
    return {day for year in years for day in register.calendar.days_off(year)} | set(register.calendar.added)
