"""Reads a BPMN file into the model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from engine.definitions.bpmn.closed_list import ALLOWED, BPMN, BPMNDI, INSTEAD, NODES, SPIFF, XSI
from engine.definitions.bpmn.model import Diagram, Element, Flow, Loop, Message, Operation, Process, Timer
from engine.definitions.bpmn.safe_xml import Unreadable, open_xml

Xml = etree._Element

MOST_ELEMENTS = 1000

_B, _S = f"{{{BPMN}}}", f"{{{SPIFF}}}"
_TIMES = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
_SIDE_SCRIPTS = ("preScript", "postScript")


def read_diagram(file: str, text: str) -> Diagram:
    """The diagram of a file; raises Unreadable."""
    root = open_xml(text, f"{_B}definitions")
    elements = sum(1 for one in root.iter() if _is_node(etree.QName(one).localname))
    if elements > MOST_ELEMENTS:
        raise Unreadable(
            f"The diagram has {elements} elements; {MOST_ELEMENTS} are allowed, so make it several processes"
        )
    planes = root.iterfind(f".//{{{BPMNDI}}}*[@bpmnElement]")
    return Diagram(
        file,
        tuple(_process(file, process) for process in root.iterfind(f"{_B}process")),
        tuple(Message(_id(one), one.get("name", ""), file) for one in root.iterfind(f"{_B}message")),
        frozenset(_plain(one.get("bpmnElement", "")) for one in planes),
        tuple(_ids(root)),
        tuple(_strange(root)),
        {_id(one): _plain(one.get("processRef", "")) for one in root.iterfind(f".//{_B}participant")},
    )


@dataclass(slots=True)
class _Found:
    """What has been found in a process so far."""

    file: str
    process: str
    lanes: dict[str, str]
    elements: list[Element] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)


def _process(file: str, process: Xml) -> Process:
    lanes = dict(_lanes(process))
    found = _Found(file, _id(process), lanes)
    _read_scope(process, found)
    name = process.get("name", "")
    is_executable = process.get("isExecutable") == "true"
    return Process(_id(process), name, file, tuple(found.elements), tuple(found.flows), lanes, is_executable)


def _lanes(process: Xml) -> Iterator[tuple[str, str]]:
    """Each element with the name of its innermost lane."""
    for lane in process.iter(f"{_B}lane"):
        for reference in lane.iterfind(f"{_B}flowNodeRef"):
            yield _plain(reference.text or ""), lane.get("name", "")


def _read_scope(scope: Xml, found: _Found) -> None:
    for child in scope:
        tag = etree.QName(child)
        if tag.namespace != BPMN:
            continue
        if tag.localname == "sequenceFlow":
            found.flows.append(_flow(child, _id(scope)))
        elif _is_node(tag.localname):
            found.elements.append(_element(child, tag.localname, _id(scope), found))
            _read_scope(child, found)


def _is_node(kind: str) -> bool:
    """Also nodes that are not allowed: they are findings of their own, not gaps in the paths."""
    return kind in NODES or kind.endswith(("Task", "Event", "Gateway", "SubProcess")) or kind in ("task", "transaction")


def _flow(flow: Xml, scope: str) -> Flow:
    return Flow(
        _id(flow),
        flow.get("name", ""),
        _plain(flow.get("sourceRef", "")),
        _plain(flow.get("targetRef", "")),
        scope,
        _text(flow.find(f"{_B}conditionExpression")),
    )


def _element(node: Xml, kind: str, scope: str, found: _Found) -> Element:
    triggers = [child for child in node if etree.QName(child).localname.endswith("EventDefinition")]
    message = next((one.get("messageRef", "") for one in triggers if "messageRef" in one.attrib), "")
    script = node.find(f"{_B}script")
    return Element(
        id=_id(node),
        kind=kind,
        name=" ".join(node.get("name", "").split()),
        file=found.file,
        process=found.process,
        scope=scope,
        lane=found.lanes.get(_id(node), ""),
        documentation="\n\n".join(_text(one) for one in node.iterfind(f"{_B}documentation")).strip(),
        properties=dict(_properties(node)),
        events=tuple(etree.QName(one).localname.removesuffix("EventDefinition") for one in triggers),
        timer=next((_timer(one) for one in triggers if one.tag == f"{_B}timerEventDefinition"), None),
        message=_plain(message),
        attached_to=_plain(node.get("attachedToRef", "")),
        interrupting=_is_interrupting(node),
        by_event=node.get("triggeredByEvent") == "true",
        called=_plain(node.get("calledElement", "")) if kind == "callActivity" else "",
        loop=_loop(node),
        default=_plain(node.get("default", "")),
        operation=_operation(node),
        script=None if script is None else (script.text or ""),
        decision=_text(node.find(f"{_B}extensionElements/{_S}calledDecisionId")),
        side_scripts=tuple(
            side for side in _SIDE_SCRIPTS if node.find(f"{_B}extensionElements/{_S}{side}") is not None
        ),
    )


def _is_interrupting(node: Xml) -> bool:
    return node.get("cancelActivity", "true") == "true" and node.get("isInterrupting", "true") == "true"


def _properties(node: Xml) -> Iterator[tuple[str, str]]:
    for one in node.iterfind(f"{_B}extensionElements/{_S}properties/{_S}property"):
        yield one.get("name", ""), " ".join(one.get("value", "").split())


def _timer(definition: Xml) -> Timer:
    for child in definition:
        kind = _TIMES.get(etree.QName(child).localname)
        if kind is not None:
            return Timer(kind, _text(child))  # type: ignore[arg-type]
    return Timer("nothing")


def _loop(node: Xml) -> Loop | None:
    many = node.find(f"{_B}multiInstanceLoopCharacteristics")
    if many is None:
        return Loop("standard") if node.find(f"{_B}standardLoopCharacteristics") is not None else None
    item = many.find(f"{_B}inputDataItem")
    return Loop(
        "sequential" if many.get("isSequential") == "true" else "parallel",
        _plain(_text(many.find(f"{_B}loopDataInputRef"))),
        "" if item is None else item.get("name", ""),
    )


def _operation(node: Xml) -> Operation | None:
    operator = node.find(f"{_B}extensionElements/{_S}serviceTaskOperator")
    if operator is None:
        return None
    return Operation(_id(operator), {_id(one): one.get("value", "") for one in operator.iter(f"{_S}parameter")})


def _ids(root: Xml) -> Iterator[str]:
    """The ids that must be unique: those of an operation and its parameters are names from the catalogue."""
    for one in root.iter("{*}*"):
        if one.get("id") and etree.QName(one).namespace != SPIFF:
            yield _id(one)


def _strange(root: Xml) -> Iterator[tuple[str, str]]:
    """Whatever the engine would not understand, or understand as something else than was meant."""
    for one in root.iter():
        tag = etree.QName(one)
        if tag.localname not in ALLOWED.get(tag.namespace or "", ()):
            yield _owner(one), f"'{tag.localname}' has no place in a diagram: {_instead(tag)}"
        elif tag.namespace == BPMN and one is not root:
            yield from _strange_attributes(one)
        elif tag.namespace == SPIFF:
            yield from _gaps(one, tag.localname)


def _instead(tag: etree.QName) -> str:
    if tag.localname in INSTEAD:
        return INSTEAD[tag.localname]
    if tag.namespace in ALLOWED:
        return f"there are only {', '.join(sorted(NODES))}"
    return f"it comes from another tool ({tag.namespace or 'no namespace'})"


def _strange_attributes(one: Xml) -> Iterator[tuple[str, str]]:
    for name in one.attrib:
        attribute = etree.QName(str(name))
        if attribute.namespace not in (None, BPMN, XSI):
            yield _owner(one), f"The attribute '{attribute.localname}' comes from another tool and means nothing here"


def _gaps(one: Xml, kind: str) -> Iterator[tuple[str, str]]:
    needed = {"property": ("name", "value"), "parameter": ("id", "type", "value"), "serviceTaskOperator": ("id",)}
    for name in needed.get(kind, ()):
        if name not in one.attrib:
            yield _owner(one), f"The {kind} '{one.get('name') or one.get('id') or ''}' needs the attribute {name}"


def _owner(one: Xml) -> str:
    """The id of the nearest element that has one, for the finding."""
    return next((_id(up) for up in _upwards(one) if up.get("id") and etree.QName(up).namespace == BPMN), "")


def _upwards(one: Xml) -> Iterable[Xml]:
    yield one
    yield from one.iterancestors()


def _id(one: Xml) -> str:
    return one.get("id", "")


def _text(one: Xml | None) -> str:
    return "" if one is None else "".join(map(str, one.itertext())).strip()


def _plain(reference: str) -> str:
    """The id in a reference, which may carry a namespace prefix."""
    return reference.strip().rpartition(":")[2]
