"""What is different about the ways that a case can go."""

from collections.abc import Iterator, Mapping

from engine.definitions.bpmn import Element, Flow
from engine.definitions.comparing.change import Change, Kind, from_to
from engine.definitions.comparing.pairs import Pairs
from engine.definitions.definition import Definition

Ways = Mapping[tuple[str, str], Flow]


def path_changes(old: Definition, new: Definition, pairs: Pairs) -> Iterator[Change]:
    before = {(pairs.now(flow.source), pairs.now(flow.target)): flow for flow in _flows(old)}
    after = {(flow.source, flow.target): flow for flow in _flows(new)}
    stayed = {after.id for _, after in pairs.kept}
    for way, flow in before.items():
        if way not in after and set(way) <= stayed and not _goes_through(way, after, stayed):
            yield _change(
                "removed", new, way, flow, f"After {_said(new, way[0])} a case no longer goes to {_said(new, way[1])}"
            )
    for way, flow in after.items():
        if way in before:
            yield from _differences(new, way, before[way], flow)
        elif set(way) <= stayed and not _goes_through(way, before, stayed):
            yield _change(
                "added", new, way, flow, f"After {_said(new, way[0])} a case can now go to {_said(new, way[1])}"
            )
        elif flow.condition:
            yield _change("added", new, way, flow, f"The condition of {_answer(new, flow)} is {flow.condition}")
    yield from _defaults(new, pairs, before, after)


def _goes_through(way: tuple[str, str], ways: Ways, stayed: set[str]) -> bool:
    """Whether the two are still joined, with something new (or something that is gone) in between."""
    source, target = way
    between = {end for begin, end in ways if begin == source and end not in stayed}
    return any((middle, target) in ways for middle in between)


def _differences(new: Definition, way: tuple[str, str], was: Flow, is_now: Flow) -> Iterator[Change]:
    if was.condition != is_now.condition:
        sentence = f"The condition of {_answer(new, is_now)} changed {from_to(was.condition, is_now.condition)}"
        yield _change("changed", new, way, is_now, sentence)
    if was.name != is_now.name:
        sentence = f"The answer that leads from {_said(new, way[0])} to {_said(new, way[1])} changed"
        yield _change("renamed", new, way, is_now, f"{sentence} {from_to(_quoted(was.name), _quoted(is_now.name))}")


def _defaults(new: Definition, pairs: Pairs, before: Ways, after: Ways) -> Iterator[Change]:
    """Gateways that now go elsewhere where no condition holds."""
    for was, is_now in pairs.kept:
        old_default, new_default = _default(was, before), _default(is_now, after)
        if old_default and new_default and old_default != new_default:
            to = f"to {_said(new, new_default)}, instead of {_said(new, old_default)}"
            sentence = f"Where no condition holds, {is_now.said} now leads {to}"
            yield Change("changed", "path", is_now.file, is_now.id, sentence)


def _default(element: Element, ways: Ways) -> str:
    return next((target for (_, target), flow in ways.items() if flow.id == element.default), "")


def _flows(definition: Definition) -> Iterator[Flow]:
    for process in definition.processes.values():
        for flow in process.flows:
            if flow.source in process.by_id and flow.target in process.by_id:
                yield flow


def _change(kind: Kind, new: Definition, way: tuple[str, str], flow: Flow, sentence: str) -> Change:
    source = new.by_id[way[0]]
    return Change(kind, "path", source.file, flow.id, sentence)


def _answer(new: Definition, flow: Flow) -> str:
    at = f" at {_said(new, flow.source)}"
    return f"{_quoted(flow.name)}{at}" if flow.name else f"the way to {_said(new, flow.target)}{at}"


def _said(definition: Definition, id: str) -> str:
    element = definition.by_id.get(id)
    return element.said if element else f"'{id}'"


def _quoted(name: str) -> str:
    return f"'{name}'" if name else ""
