"""Reading BPMN with our own kinds of element in place of the library's."""

from collections.abc import Mapping
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser, SubprocessParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.spiff.parser.event_parsers import (
    SpiffBoundaryEventParser,
    SpiffIntermediateCatchEventParser,
)
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import (
    ScriptTaskParser,
    ServiceTaskParser,
    SpiffTaskParser,
    UserTaskParser,
)
from SpiffWorkflow.spiff.specs.defaults import UserTask

from engine.definitions.decisions import Decision
from engine.runtime.specs import (
    Assignment,
    CalledProcess,
    Choice,
    Ending,
    ForEachItem,
    Joining,
    LegalTimer,
    Order,
    SubProcess,
    TableAsked,
)


class _TimerOfTheLaw:
    """Reads a timer as `due("limit")` or `after("limit")` only."""

    node: Any
    filename: Any

    def parse_timer_event(self, event: Any) -> LegalTimer:
        dates = event.findall("{*}timeDate")
        if len(dates) != 1:
            raise ValidationException(
                'Expected a timer to say timeDate with due("…") or after("…")', node=self.node, file_name=self.filename
            )
        return LegalTimer(self.node.get("name") or self.node.get("id"), (dates[0].text or "").strip())


class _BoundaryEvents(_TimerOfTheLaw, SpiffBoundaryEventParser):
    pass


class _CatchEvents(_TimerOfTheLaw, SpiffIntermediateCatchEventParser):
    pass


class _UserTasks(UserTaskParser):
    PARALLEL_MI_CLASS = ForEachItem


class _SubProcesses(SpiffTaskParser):
    PARALLEL_MI_CLASS = ForEachItem

    def create_task(self) -> Any:
        spec = SubprocessParser.get_subprocess_spec(self)
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec=spec, **self.bpmn_attributes)


class _Calls(SpiffTaskParser):
    PARALLEL_MI_CLASS = ForEachItem

    def create_task(self) -> Any:
        spec = SubprocessParser.get_call_activity_spec(self)
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec=spec, **self.bpmn_attributes)


class _Choices(ConditionalGatewayParser):
    def connect_outgoing(self, outgoing_task: Any, sequence_flow_node: Any, is_default: bool) -> None:
        self.task.flow_ids[outgoing_task.name] = sequence_flow_node.get("id")
        super().connect_outgoing(outgoing_task, sequence_flow_node, is_default)


class _Orders(ServiceTaskParser):
    def create_task(self) -> Order:
        operator = self.parse_extensions().get("serviceTaskOperator") or {"name": "", "parameters": {}}
        parameters = {name: value["value"] for name, value in operator["parameters"].items()}
        return Order(self.spec, self.bpmn_id, operator["name"], parameters, **self.bpmn_attributes)


class _TablesAsked(SpiffTaskParser):
    def create_task(self) -> TableAsked:
        asked = self.get_decision_ref(self.node)
        decisions: Mapping[str, Decision] = self.process_parser.parser.decisions
        if asked not in decisions:
            sentence = f"Expected the decision '{asked}' in decisions/, but it is not there"
            raise ValidationException(sentence, node=self.node, file_name=self.filename)
        return TableAsked(self.spec, self.bpmn_id, decisions[asked], **self.bpmn_attributes)

    @staticmethod
    def get_decision_ref(node: Any) -> str:
        """The id of the decision; the library asks for it too, when it lists what a process depends on."""
        return (SpiffTaskParser._parse_extensions(node).get("calledDecisionId") or "").strip()


class LawParser(SpiffBpmnParser):
    """SpiffWorkflow's parser with our elements and our decision tables."""

    def __init__(self, decisions: Mapping[str, Decision]) -> None:
        super().__init__()
        self.decisions = decisions

    OVERRIDE_PARSER_CLASSES = {
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("userTask"): (_UserTasks, UserTask),
        full_tag("subProcess"): (_SubProcesses, SubProcess),
        full_tag("callActivity"): (_Calls, CalledProcess),
        full_tag("boundaryEvent"): (_BoundaryEvents, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (_CatchEvents, IntermediateCatchEvent),
        full_tag("exclusiveGateway"): (_Choices, Choice),
        full_tag("parallelGateway"): (GatewayParser, Joining),
        full_tag("scriptTask"): (ScriptTaskParser, Assignment),
        full_tag("serviceTask"): (_Orders, Order),
        full_tag("businessRuleTask"): (_TablesAsked, TableAsked),
    }


def read_specs(
    sources: dict[str, bytes], decisions: Mapping[str, Decision], process: str
) -> tuple[Any, dict[str, Any]]:
    """The specification of a process and of all that it contains or calls; raises what the library raises."""
    parser = LawParser(decisions)
    for name, source in sources.items():
        parser.add_bpmn_xml(tree_of(source), filename=name)
    spec = parser.get_spec(process)
    parts = parser.get_subprocess_specs(process)
    for part in [spec, *parts.values()]:
        _connect_instances(part)
        _replace_end_join(part)
    return spec, parts


def _replace_end_join(spec: Any) -> None:
    """The library makes its end join itself, so there is no place to ask for ours."""
    for task_spec in spec.task_specs.values():
        if type(task_spec) is _EndJoin:
            task_spec.__class__ = Ending


def tree_of(source: bytes) -> Any:
    """The document, with no entities, no DTD and no network."""
    reader = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    return etree.fromstring(source, reader)


def _connect_instances(spec: Any) -> None:
    """Let each instance of a multi-instance activity report its end; the library does so only at run time."""
    for task_spec in list(spec.task_specs.values()):
        if isinstance(task_spec, ForEachItem):
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)
