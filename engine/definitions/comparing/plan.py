"""What is different about the sections of the plan that a process sends."""

from collections.abc import Iterator

from engine.definitions.comparing.change import Change
from engine.definitions.package import LAYOUT_FILE
from engine.plans import Layout


def plan_changes(old: Layout | None, new: Layout | None) -> Iterator[Change]:
    before = {section.key: section for section in old.sections} if old else {}
    after = {section.key: section for section in new.sections} if new else {}
    for key in dict.fromkeys([*after, *before]):
        was, is_now = before.get(key), after.get(key)
        if was is None:
            yield Change("added", "plan", LAYOUT_FILE, key, f"Section {key} is new in the plan")
        elif is_now is None:
            yield Change("removed", "plan", LAYOUT_FILE, key, f"Section {key} is gone from the plan")
        elif was.title != is_now.title:
            sentence = f"Section {key} of the plan is now called '{is_now.title}', not '{was.title}'"
            yield Change("renamed", "plan", LAYOUT_FILE, key, sentence)
        elif was != is_now:
            yield Change("changed", "plan", LAYOUT_FILE, key, f"Section {key} of the plan is made up differently")
