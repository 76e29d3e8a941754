"""Which facts of a case an edition of the plan is made of, and what it takes over from the plan before."""

from collections.abc import Mapping
from typing import Any

from engine.case.events import Facts
from engine.plans.layout import Layout, Section


def gathered(layout: Layout, kind: str, facts: Mapping[str, Any], before: Mapping[str, Any]) -> Facts:
    """The facts that make up the plan, each as far as it shows; `before` is what the plan in force said."""
    found: Facts = {}
    for section in layout.sections:
        if kind in section.blank_in:
            continue
        for name in section.facts:
            value = _both(layout, section, name, facts, before)
            if value:
                found[name] = value
    return found


def untouched(layout: Layout, facts: Mapping[str, Any], plan: Mapping[str, Any]) -> Facts:
    """What a plan says in the sections of which a case has no fact yet, and what holds beside those that it has."""
    return {
        name: plan[name]
        for section in layout.sections
        for name in section.facts
        if name in plan and (_goes_on(section, name, facts) or not any(one in facts for one in section.facts))
    }


def _goes_on(section: Section, name: str, facts: Mapping[str, Any]) -> bool:
    return _is_joined(section, name) or (name not in facts and any(p.stays for p in section.parts if p.fact == name))


def _both(layout: Layout, section: Section, name: str, facts: Mapping[str, Any], before: Mapping[str, Any]) -> Any:
    own, earlier = _as_shown(layout, name, facts.get(name)), before.get(name)
    if _is_joined(section, name) and own and earlier:
        return [*earlier, *(row for row in own if row not in earlier)]
    return own or earlier


def _is_joined(section: Section, name: str) -> bool:
    return any(part.joined for part in section.parts if part.fact == name)


def _as_shown(layout: Layout, name: str, value: Any) -> Any:
    """Of rows, those fields that the plan shows; they may stand in a list or, as a collection, under keys."""
    wanted = layout.columns.get(name)
    if wanted is None:
        return value
    rows = [value[key] for key in sorted(value)] if isinstance(value, Mapping) else value or []
    return [{field: row[field] for field in wanted if field in row} for row in rows if isinstance(row, Mapping)]
