"""What the lint finds wrong in files and drawings: each case is an edit of the sample, and what is then said."""

from dataclasses import dataclass

from tests.engine.definitions.sample_package import Edit

MAIN, CALLED = "ask_advice.bpmn", "hear_family.bpmn"


@dataclass(frozen=True)
class Wrong:
    """Edits of the sample, the element that the finding names, and words of its sentence."""

    element: str
    words: str
    edits: tuple[Edit, ...]
    severity: str = "error"


def wrong(element: str, words: str, *edits: tuple[str, str], file: str = MAIN, severity: str = "error") -> Wrong:
    return Wrong(element, words, tuple((file, before, after) for before, after in edits), severity)


def condition(text: str) -> tuple[str, str]:
    """The sample's one condition, replaced."""
    return ('decision == "yes" and count(advice) &gt; 0', text)


def extended(inside: str) -> str:
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


def a_property(name: str, value: str) -> str:
    return f'<spiffworkflow:property name="{name}" value="{value}"/>'


def with_property(name: str, value: str) -> str:
    return extended(f"<spiffworkflow:properties>{a_property(name, value)}</spiffworkflow:properties>")


FOR_EACH_ADVISER = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>advice</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="i" name="item"/></bpmn:multiInstanceLoopCharacteristics>'
)
WAIT_FOR_REPLY = (
    '<bpmn:timerEventDefinition id="time_to_reply_timer">'
    '<bpmn:timeDate>after("reply_time")</bpmn:timeDate></bpmn:timerEventDefinition>'
)
LOOP_FOR_EVER = (
    '<bpmn:endEvent id="case_done" name="Case done"/>',
    '<bpmn:userTask id="case_done" name="Wait again"/><bpmn:sequenceFlow id="back" sourceRef="case_done" '
    'targetRef="time_to_reply"/>',
)
A_TASK = '<bpmn:scriptTask id="{0}" name="Count again"><bpmn:script>again = "yes"</bpmn:script></bpmn:scriptTask>'
AN_ARROW = '<bpmn:sequenceFlow id="{0}_to_{1}" sourceRef="{0}" targetRef="{1}"/>'
END_OF_CASE = '<bpmn:endEvent id="case_done" name="Case done"/>'
START_OF_STAGE = '<bpmn:startEvent id="needs_known" name="Request to be considered"/>'

DRAWINGS: dict[str, list[Wrong]] = {
    "readable_files": [
        wrong("", "declares a document type", ("<bpmn:definitions", "<!DOCTYPE x><bpmn:definitions")),
        wrong("", "not well-formed XML", ("</bpmn:definitions>", "")),
        wrong("", "save it as UTF-8", ('encoding="UTF-8"', 'encoding="UTF-16"')),
        wrong("", "larger than 2 MB", ("<bpmn:definitions", " " * 2_000_001 + "<bpmn:definitions")),
        wrong("", "nested more than 60 deep", (START_OF_STAGE, "<bpmn:text>" * 60 + "</bpmn:text>" * 60)),
        wrong(
            "",
            "Expected <definitions>",
            ("<bpmn:definitions", "<bpmn:process"),
            ("</bpmn:definitions", "</bpmn:process"),
        ),
        wrong("", "1000 are allowed", (END_OF_CASE, "".join(f'<bpmn:task id="t{n}"/>' for n in range(1000)))),
        wrong("", "The form must list each question", ('"order": [', '"order": ["x",'), file="forms/decide.json"),
        wrong("", "expected 'citation'", ('citation = "SEND Code of Practice 9.50"\n', ""), file="law/limits.toml"),
        wrong("", "row 1: 'import' is not", ('&lt; "2014-09-01"', "import os"), file="decisions/regime.dmn"),
        wrong("", "hit policy COLLECT", ('"FIRST"', '"COLLECT"'), file="decisions/regime.dmn"),
    ],
    "one_process": [
        wrong("ask_advice", "must say isExecutable", (' isExecutable="true"', "")),
        wrong("", "with the id 'ask_advice', but found ask", ('process id="ask_advice"', 'process id="ask"')),
    ],
    "known_elements": [
        wrong(
            "assess", "put the message on the edge", ('id="assess" name', 'id="assess" triggeredByEvent="true" name')
        ),
        wrong(
            "all_there",
            "waits for the time limit",
            ('parallelGateway id="all_there"', 'eventBasedGateway id="all_there"'),
        ),
        wrong(
            "case_done",
            "'errorEventDefinition' has no place",
            (END_OF_CASE, END_OF_CASE[:-2] + "><bpmn:errorEventDefinition/></bpmn:endEvent>"),
        ),
        wrong(
            "case_done",
            "an end can only end",
            (
                END_OF_CASE,
                END_OF_CASE[:-2] + '><bpmn:messageEventDefinition messageRef="request_withdrawn"/></bpmn:endEvent>',
            ),
        ),
        wrong(
            "all_there",
            "exclusive gateway on each path",
            ('<bpmn:parallelGateway id="all_there"', '<bpmn:inclusiveGateway id="all_there"'),
        ),
        wrong(
            "note_refusal",
            "comes from another tool",
            ('id="note_refusal"', 'id="note_refusal" xmlns:other="urn:other" other:assignee="me"'),
        ),
        wrong(
            "note_refusal",
            "'preScript' has no place",
            (
                "<bpmn:script>",
                extended("<spiffworkflow:preScript>a</spiffworkflow:preScript>") + "<bpmn:script>",
            ),
        ),
        wrong("warn_of_late_advice", "needs the attribute type", ('id="role" type="str"', 'id="role"')),
        wrong(
            "time_to_reply",
            "must wait for one thing",
            (
                WAIT_FOR_REPLY,
                "",
            ),
        ),
        wrong(
            "was_withdrawn",
            "waits for a signal",
            (
                'messageEventDefinition id="was_withdrawn_message" messageRef="request_withdrawn"',
                "signalEventDefinition",
            ),
        ),
    ],
    "unique_ids": [
        wrong("case_done", "occurs 2 times", ('id="withdrawn" name', 'id="case_done" name')),
        wrong("case_done", "used in ask_advice.bpmn too", ('id="views_recorded"', 'id="case_done"'), file=CALLED),
    ],
    "plain_ids": [
        wrong("Start", "reserved by the engine", ('startEvent id="request_logged"', 'startEvent id="Start"')),
        wrong("Root", "reserved by the engine", ('endEvent id="withdrawn"', 'endEvent id="Root"')),
        wrong("Activity_1", "words of the law", ('endEvent id="withdrawn"', 'endEvent id="Activity_1"')),
        wrong(
            "a.BoundaryEventSplit",
            "words of the law",
            ('endEvent id="withdrawn"', 'endEvent id="a.BoundaryEventSplit"'),
        ),
        wrong("assess [child]", "words of the law", ('endEvent id="withdrawn"', 'endEvent id="assess [child]"')),
    ],
    "plain_names": [
        wrong("withdrawn", "but it is called 'Task 1'", ('name="Withdrawn"', 'name="Task 1"')),
        wrong("withdrawn", "but it is called ''", ('name="Withdrawn"', 'name=""')),
        wrong("withdrawn", "instead of its id", ('name="Withdrawn"', 'name="case_withdrawn"')),
        wrong("assess_or_not", "in plain words", ('name="Assess?" ', "")),
        wrong("yes_assess", "needs the answer as its name", ('name="Yes" ', "")),
        wrong("ask_advice", "The process needs a name", ('name="Decide on a request"', 'name="Process 1"')),
        wrong("withdrawn", "100 fit on a page", ('name="Withdrawn"', f'name="{"long " * 21}"')),
    ],
    "one_start": [
        wrong("assess", "must have one start event, but has 0", (START_OF_STAGE, "")),
        wrong(
            "assess",
            "must have one start event, but has 2",
            (START_OF_STAGE, START_OF_STAGE + START_OF_STAGE.replace("needs_known", "needs_new")),
        ),
        wrong(
            "assess",
            "must be plain",
            (
                START_OF_STAGE,
                START_OF_STAGE[:-2]
                + '><bpmn:messageEventDefinition messageRef="request_withdrawn"/></bpmn:startEvent>',
            ),
        ),
    ],
    "whole_paths": [
        wrong(
            "withdrawn",
            "cannot be reached",
            ('<bpmn:sequenceFlow id="to_withdrawn" sourceRef="was_withdrawn" targetRef="withdrawn"/>', ""),
        ),
        wrong(
            "was_withdrawn",
            "is a dead end",
            ('<bpmn:sequenceFlow id="to_withdrawn" sourceRef="was_withdrawn" targetRef="withdrawn"/>', ""),
        ),
        wrong("time_to_reply", "never reaches an end", LOOP_FOR_EVER),
        wrong(
            "to_done",
            "must join two elements of the same stage",
            ('sourceRef="time_to_reply"', 'sourceRef="needs_known"'),
        ),
        wrong(
            "to_done", "must join two elements of the same stage", ('sourceRef="time_to_reply"', 'sourceRef="nowhere"')
        ),
        wrong(
            "decision_late",
            "must stand on the edge",
            ('attachedToRef="assess" cancelActivity', 'attachedToRef="find_regime" cancelActivity'),
        ),
        wrong(
            "case_done",
            "is an end, so no arrow may leave it",
            (END_OF_CASE, END_OF_CASE + AN_ARROW.format("case_done", "withdrawn")),
        ),
        wrong(
            "request_logged",
            "No arrow may lead to",
            (END_OF_CASE, A_TASK.format("case_done") + AN_ARROW.format("case_done", "request_logged")),
        ),
    ],
    "clear_gateways": [
        wrong(
            "note_refusal",
            "2 arrows leave",
            (START_OF_STAGE, START_OF_STAGE + AN_ARROW.format("note_refusal", "decision_sent")),
        ),
        wrong("assess_or_not", "needs a default", (' default="no_assessment"', "")),
        wrong("assess_or_not", "must have none itself", ('default="no_assessment"', 'default="yes_assess"')),
        wrong(
            "assess_or_not",
            "'No' after 'Assess?' needs a condition",
            ('default="no_assessment"', 'default="yes_assess"'),
        ),
        wrong(
            "all_there",
            "has no effect",
            (
                '<bpmn:sequenceFlow id="to_choice" sourceRef="all_there" targetRef="assess_or_not"/>',
                AN_ARROW.format("all_there", "assess_or_not").replace(
                    "/>", "><bpmn:conditionExpression>outcome</bpmn:conditionExpression></bpmn:sequenceFlow>"
                ),
            ),
        ),
        wrong(
            "all_there",
            "brings paths together and parts them",
            (START_OF_STAGE, START_OF_STAGE + AN_ARROW.format("all_there", "family_heard")),
        ),
        wrong(
            "find_regime",
            "2 arrows lead from",
            (START_OF_STAGE, START_OF_STAGE + AN_ARROW.format("find_regime", "list_advisers")),
        ),
    ],
    "sound_joins": [
        wrong(
            "all_there",
            "can wait for ever",
            ('parallelGateway id="work_side_by_side"', 'exclusiveGateway id="work_side_by_side"'),
        ),
        wrong(
            "assess_or_not",
            "can be reached twice at once",
            ('parallelGateway id="all_there"', 'exclusiveGateway id="all_there"'),
        ),
        wrong(
            "decision_late",
            "comes back to 'Case done'",
            (
                'sourceRef="explain_delay" targetRef="delay_explained"',
                'sourceRef="explain_delay" targetRef="case_done"',
            ),
        ),
        wrong(
            "work_side_by_side",
            "never come together",
            (
                'sourceRef="decide_whether_to_assess" targetRef="all_there"',
                'sourceRef="decide_whether_to_assess" targetRef="decided_already"',
            ),
            (START_OF_STAGE, START_OF_STAGE + '<bpmn:endEvent id="decided_already" name="Decided"/>'),
            severity="advice",
        ),
    ],
    "calls_resolved": [
        wrong(
            "hear_the_family",
            "'hear_nobody', which is not a process",
            ('calledElement="hear_family"', 'calledElement="hear_nobody"'),
        ),
        wrong("hear_the_family", "calls nothing", (' calledElement="hear_family"', "")),
        wrong("hear_the_family", "leads back to itself", ('calledElement="hear_family"', 'calledElement="ask_advice"')),
    ],
    "fully_drawn": [],
    "each_item": [
        wrong(
            "ask_each_adviser",
            "each item of 'advisors'",
            ("<bpmn:loopDataInputRef>advice<", "<bpmn:loopDataInputRef>advisors<"),
        ),
        wrong(
            "ask_each_adviser", "each item of nothing", ("<bpmn:loopDataInputRef>advice</bpmn:loopDataInputRef>", "")
        ),
        wrong(
            "ask_each_adviser",
            "side by side",
            ("<bpmn:multiInstanceLoopCharacteristics>", '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'),
        ),
        wrong("ask_each_adviser", 'must call each member "item"', ('name="item"', 'name="adviser"')),
        wrong(
            "note_refusal",
            "cannot be done for each item",
            (
                "<bpmn:script>",
                FOR_EACH_ADVISER + "<bpmn:script>",
            ),
        ),
        wrong(
            "record_advice",
            "items have no items",
            (
                "<bpmn:documentation>Record when",
                FOR_EACH_ADVISER + "<bpmn:documentation>Record when",
            ),
        ),
    ],
    "messages_named": [
        wrong("request_withdrawn", "must have its id as its name", ('name="request_withdrawn"', 'name="Withdrawn"')),
        wrong(
            "was_withdrawn",
            "which the file does not declare",
            ('messageRef="request_withdrawn"', 'messageRef="request_gone"'),
        ),
        wrong("was_withdrawn", "a message without a name", (' messageRef="request_withdrawn"', "")),
        wrong(
            "request_withdrawn",
            "Nothing waits for",
            ('messageRef="request_withdrawn"', 'messageRef="request_gone"'),
            severity="advice",
        ),
    ],
}
