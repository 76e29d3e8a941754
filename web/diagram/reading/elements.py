"""Reads what the diagram says: processes, stages, steps, lanes, flows."""

from collections.abc import Iterable

from lxml import etree

from web.diagram.reading.flows import FLOWS, data_associations, flow
from web.diagram.reading.model import NODES, STAGES, Contents, Node
from web.diagram.reading.safe_xml import MODEL, Children, children, reference
from web.diagram.reading.triggers import Declared, declarations, trigger
from web.diagram.reading.words import label, words
from web.diagram.unreadable import DiagramUnreadable

MOST = 20_000
_TRAITS = {
    "triggeredByEvent": "event",
    "isCollection": "collection",
    "isForCompensation": "compensation",
    "instantiate": "instantiate",
    "parallelMultiple": "all",
}


def contents_of(root: etree._Element) -> Contents:
    """Everything the definitions say; ids are unique or the diagram is unreadable."""
    reader = _Reader(declarations(root))
    for local, element in children(root):
        if local == "process":
            reader.process(element)
        elif local == "collaboration":
            reader.collaboration(element)
    return reader.contents


class _Reader:
    """Gathers the contents while walking down the XML once."""

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.contents = Contents()
        self.taken: set[str] = set()

    def process(self, element: etree._Element) -> None:
        identity = self._identity("process", element)
        self.contents.names[identity] = label(element)
        self._inside(element, identity)

    def collaboration(self, element: etree._Element) -> None:
        identity = self._identity("collaboration", element)
        self.contents.names[identity] = label(element)
        for local, child in children(element):
            if local == "participant":
                self._participant(child)
            else:
                self._one(local, child, identity)

    def _participant(self, element: etree._Element) -> None:
        identity = self._identity("participant", element)
        process = reference(element.get("processRef"))
        many = any(local == "participantMultiplicity" for local, _ in children(element))
        traits = frozenset({"many"} if many else ()) | frozenset({"open"} if process else ())
        self.contents.nodes[identity] = Node(identity, "participant", label(element), traits=traits)
        if process:
            self.contents.pool_of.setdefault(process, identity)

    def _inside(self, element: etree._Element, parent: str) -> None:
        for local, child in children(element):
            self._one(local, child, parent)

    def _one(self, local: str, element: etree._Element, parent: str) -> None:
        if local in NODES:
            self._node(local, element, parent)
        elif local in FLOWS:
            identity = self._identity(local, element)
            self.contents.flows[identity] = flow(identity, local, element)
        elif local == "laneSet":
            self._lanes(element, "")
        elif local == "ioSpecification":
            self._inside(element, parent)

    def _node(self, kind: str, element: etree._Element, parent: str) -> None:
        identity, inner = self._identity(kind, element), children(element)
        self.contents.nodes[identity] = Node(
            id=identity,
            kind=kind,
            name=self._name(kind, element),
            parent=parent,
            trigger=trigger(element, inner, self.declared),
            interrupting="false" not in (element.get("isInterrupting"), element.get("cancelActivity")),
            attached_to=reference(element.get("attachedToRef")),
            repeats=_repeats(inner),
            traits=frozenset(self._traits(kind, element)),
            default=reference(element.get("default")),
            calls=words(element.get("calledElement")),
        )
        for association in data_associations(identity, inner):
            self._take(association.id)
            self.contents.flows[association.id] = association
        if kind in STAGES:
            self._inside(element, identity)

    def _name(self, kind: str, element: etree._Element) -> str:
        if kind == "textAnnotation":
            return words("".join(element.findtext(f"{MODEL}text") or ""), keep_lines=True)
        if kind == "group":
            return self.declared.names.get(reference(element.get("categoryValueRef")), "")
        return label(element)

    def _traits(self, kind: str, element: etree._Element) -> Iterable[str]:
        yield from (trait for attribute, trait in _TRAITS.items() if element.get(attribute) == "true")
        if reference(element.get("dataObjectRef")) in self.declared.collections:
            yield "collection"
        if kind == "adHocSubProcess":
            yield "ad hoc"

    def _lanes(self, lane_set: etree._Element, outer: str) -> None:
        for local, element in children(lane_set):
            if local != "lane":
                continue
            identity = self._identity("lane", element)
            self.contents.nodes[identity] = Node(identity, "lane", label(element), parent=outer)
            for inner, child in children(element):
                if inner == "flowNodeRef":
                    self.contents.lane_of[reference(child.text)] = identity
            # After the references of this lane: a lane inside it knows better.
            for inner, child in children(element):
                if inner == "childLaneSet":
                    self._lanes(child, identity)

    def _identity(self, kind: str, element: etree._Element) -> str:
        # A colon cannot stand in an XML id, so an invented one never clashes.
        return self._take((element.get("id") or "").strip() or f"{kind}:{len(self.taken)}")

    def _take(self, identity: str) -> str:
        if identity in self.taken:
            raise DiagramUnreadable(f"Two elements of this diagram have the same id, “{identity[:100]}”.")
        if len(self.taken) >= MOST:
            raise DiagramUnreadable(f"This diagram has more than {MOST:,} elements, too many to read.")
        self.taken.add(identity)
        return identity


def _repeats(inner: Children) -> str:
    for local, child in inner:
        if local == "multiInstanceLoopCharacteristics":
            return "sequential" if child.get("isSequential") == "true" else "parallel"
        if local == "standardLoopCharacteristics":
            return "loop"
    return ""
