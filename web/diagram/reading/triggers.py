"""Reads what an event waits for or sends."""

from dataclasses import dataclass

from lxml import etree

from web.diagram.reading.model import Trigger
from web.diagram.reading.safe_xml import MODEL, Children, children, reference
from web.diagram.reading.words import label, words

_SUFFIX = "EventDefinition"
_NAMED = ("message", "signal", "error", "escalation", "categoryValue")
_TIMES = ("timeDate", "timeDuration", "timeCycle")


@dataclass(frozen=True, slots=True)
class Declared:
    """What stands beside the processes: names of messages and the like, and collections."""

    names: dict[str, str]
    collections: frozenset[str]


def declarations(root: etree._Element) -> Declared:
    names = {
        element.get("id", ""): label(element) or words(element.get("value"))
        for element in root.iter(*(MODEL + local for local in _NAMED))
    }
    collections = frozenset(
        element.get("id", "") for element in root.iter(f"{MODEL}dataObject") if element.get("isCollection") == "true"
    )
    return Declared(names, collections)


def trigger(element: etree._Element, inner: Children, declared: Declared) -> Trigger | None:
    found = [
        Trigger(local.removesuffix(_SUFFIX), _particulars(local.removesuffix(_SUFFIX), child, declared))
        for local, child in inner
        if local.endswith(_SUFFIX)
    ]
    if len(found) < 2:
        return found[0] if found else None
    together = "parallel multiple" if element.get("parallelMultiple") == "true" else "multiple"
    return Trigger(together, ", ".join(one.particulars or one.kind for one in found))


def _particulars(kind: str, definition: etree._Element, declared: Declared) -> str:
    if kind == "timer":
        return next((words(child.text) for local, child in children(definition) if local in _TIMES), "")
    if kind == "conditional":
        return words(definition.findtext(f"{MODEL}condition"))
    if kind == "link":
        return label(definition)
    referred = reference(definition.get(f"{kind}Ref"))
    return declared.names.get(referred) or referred
