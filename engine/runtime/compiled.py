"""A compiled version of a process: what SpiffWorkflow needs, and what we look up about its elements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.exceptions import SpiffWorkflowException

from engine.definitions.bpmn import Unreadable
from engine.definitions.decisions import Decision, read_decisions
from engine.definitions.expressions import ExpressionRefused
from engine.runtime.parser import read_specs, tree_of


class ProcessUnreadable(Exception):
    """The BPMN of a process cannot be compiled; the message says why."""


ARROW = "{http://www.omg.org/spec/BPMN/20100524/MODEL}sequenceFlow"


@dataclass(frozen=True)
class Process:
    """One process, ready to run. `properties` are the spiffworkflow:properties by BPMN id."""

    process: str
    spec: Any = field(repr=False)
    parts: dict[str, Any] = field(repr=False)
    names: dict[str, list[str]] = field(repr=False)
    titles: dict[str, str] = field(repr=False)
    help: dict[str, str] = field(repr=False)
    properties: dict[str, dict[str, str]] = field(repr=False)
    catchers: dict[str, str] = field(repr=False)
    ends_limits: dict[str, frozenset[str]] = field(repr=False)
    met_by_task: frozenset[str] = field(repr=False)
    decisions: dict[str, Decision] = field(repr=False)

    @property
    def start_properties(self) -> dict[str, str]:
        """The properties of the event that starts the process."""
        starts = [s for s in self.spec.start.outputs if getattr(s, "bpmn_id", None) is not None]
        return self.properties[starts[0].bpmn_id] if starts else {}


def compile_process(process: str, files: Mapping[str, str]) -> Process:
    """Compile the BPMN of a package; raises `ProcessUnreadable`."""
    sources = {path: text.encode() for path, text in sorted(files.items()) if path.endswith(".bpmn")}
    try:
        decisions = _decisions(files)
        spec, parts = read_specs(sources, decisions, process)
    except (
        Unreadable,
        ValidationException,
        SpiffWorkflowException,
        ExpressionRefused,
        etree.XMLSyntaxError,
    ) as refusal:
        raise ProcessUnreadable(str(refusal)) from refusal
    ids = dict(_bpmn_specs([spec, *parts.values()]))
    titles = {name: str(s.bpmn_name or name) for name, s in ids.items()}
    properties = {name: (getattr(s, "extensions", None) or {}).get("properties", {}) for name, s in ids.items()}
    ends = {name: _listed(values.get("ends_limit", "")) for name, values in properties.items()}
    return Process(
        process,
        spec,
        parts,
        names={part.name: sorted(part.task_specs) for part in [spec, *parts.values()]},
        titles={
            **{name: decision.name for name, decision in decisions.items()},
            **dict(_ways(sources.values(), titles)),
            **titles,
        },
        help={name: (s.documentation or "").strip() for name, s in ids.items()},
        properties=properties,
        catchers=_catchers(ids),
        ends_limits=ends,
        met_by_task=frozenset().union(*ends.values()) if ends else frozenset(),
        decisions=decisions,
    )


def _decisions(files: Mapping[str, str]) -> dict[str, Decision]:
    """Every decision table of the package by its id; raises `Unreadable`."""
    tables = [read_decisions(path, text) for path, text in sorted(files.items()) if path.endswith(".dmn")]
    return {decision.id: decision for found in tables for decision in found}


def _bpmn_specs(parts: list[Any]) -> Iterator[tuple[str, Any]]:
    """Every element that stands in the diagram, by its BPMN id; a multi-instance body by its activity's."""
    for part in parts:
        for name, task_spec in part.task_specs.items():
            if getattr(task_spec, "bpmn_id", None) is not None and not hasattr(task_spec, "collection"):
                yield name.removesuffix(" [child]"), task_spec


def _ways(sources: Iterable[bytes], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words on each arrow of the diagrams, or of what it leads to."""
    for source in sources:
        for arrow in tree_of(source).iter(ARROW):
            leads_to = arrow.get("targetRef")
            yield arrow.get("id"), " ".join((arrow.get("name") or "").split()) or titles.get(leads_to, leads_to)


def _catchers(ids: dict[str, Any]) -> dict[str, str]:
    """For each message, the event that catches it."""
    definitions = {name: getattr(s, "event_definition", None) for name, s in ids.items()}
    return {str(d.name): name for name, d in definitions.items() if isinstance(d, MessageEventDefinition)}


def _listed(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())
