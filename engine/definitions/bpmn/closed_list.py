"""The elements that a diagram may contain; the engine knows what each of them means, and nothing else may appear."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DI = "http://www.omg.org/spec/DD/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

NODES = frozenset(
    ["startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent", "userTask", "scriptTask", "serviceTask"]
    + ["businessRuleTask", "subProcess", "callActivity", "exclusiveGateway", "parallelGateway"]
)
DATA = frozenset({"dataObject", "dataObjectReference"})
ARTIFACTS = frozenset({"textAnnotation", "association", "group"})
TRIGGERS = frozenset({"timerEventDefinition", "messageEventDefinition", "terminateEventDefinition"})

ALLOWED = {
    BPMN: NODES
    | DATA
    | ARTIFACTS
    | TRIGGERS
    | {"definitions", "collaboration", "participant", "messageFlow", "process", "laneSet", "childLaneSet", "lane"}
    | {"flowNodeRef", "sequenceFlow", "conditionExpression", "incoming", "outgoing", "message", "documentation"}
    | {"extensionElements", "timeDate", "timeDuration", "timeCycle", "script", "text", "category", "categoryValue"}
    | {"multiInstanceLoopCharacteristics", "loopDataInputRef", "inputDataItem"},
    SPIFF: frozenset({"properties", "property", "serviceTaskOperator", "parameters", "parameter", "calledDecisionId"}),
    BPMNDI: frozenset({"BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle"}),
    DI: frozenset({"waypoint"}),
    DC: frozenset({"Bounds", "Font"}),
}

INSTEAD = {
    "task": "say who does it: a user task for people, a script task to set a fact, a service task for the system",
    "manualTask": "use a user task, so that somebody can say that it has been done",
    "sendTask": "use a user task with a letter, or a service task with issue_letter",
    "receiveTask": "use a catch event with a message",
    "inclusiveGateway": "use a parallel gateway, with an exclusive gateway on each path that can be left out",
    "complexGateway": "use exclusive and parallel gateways",
    "eventBasedGateway": "put the message on the edge of a stage that waits for the time limit",
    "intermediateThrowEvent": "use a service task: a diagram cannot send messages itself",
    "standardLoopCharacteristics": "draw the way back with an exclusive gateway",
    "completionCondition": "every item has to be done; use an exclusive gateway inside for those that need nothing",
    "loopCardinality": "name the collection with loopDataInputRef",
    "adHocSubProcess": "use a stage (subProcess)",
    "transaction": "use a stage (subProcess)",
    "preScript": "use a script task before this one",
    "postScript": "use a script task after this one",
    "ioSpecification": "facts live in the case: nothing is copied in or out",
    "signalEventDefinition": "use a message",
    "conditionalEventDefinition": "use a message, or an exclusive gateway",
    "errorEventDefinition": "use an exclusive gateway after the task that finds the error",
    "escalationEventDefinition": "use a time limit on the edge of the activity",
    "linkEventDefinition": "draw the arrow, or make a stage",
    "compensateEventDefinition": "draw what is to be done as tasks",
}
