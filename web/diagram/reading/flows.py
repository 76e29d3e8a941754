"""Reads the lines of a diagram: sequence flows, message flows, associations."""

from collections.abc import Iterator

from lxml import etree

from web.diagram.reading.model import Flow
from web.diagram.reading.safe_xml import MODEL, Children, reference
from web.diagram.reading.words import label, words

FLOWS = frozenset({"sequenceFlow", "messageFlow", "association"})

_ARROW_HEADS = {"None": 0, "One": 1, "Both": 2}


def flow(identity: str, kind: str, element: etree._Element) -> Flow:
    direction = element.get("associationDirection") or "None"
    return Flow(
        id=identity,
        kind=kind,
        name=label(element),
        source=reference(element.get("sourceRef")),
        target=reference(element.get("targetRef")),
        condition=words(element.findtext(f"{MODEL}conditionExpression")),
        directed=_ARROW_HEADS.get(direction, 0) if kind == "association" else 1,
    )


def data_associations(step: str, inner: Children) -> Iterator[Flow]:
    """What a step reads and writes; the file names only the far end, the step is the near one."""
    for local, child in inner:
        if local in ("dataInputAssociation", "dataOutputAssociation"):
            reads = local == "dataInputAssociation"
            far = reference(child.findtext(f"{MODEL}{'sourceRef' if reads else 'targetRef'}"))
            identity = child.get("id") or f"{step}:{local}:{far}"
            yield Flow(identity, local, "", *((far, step) if reads else (step, far)))
