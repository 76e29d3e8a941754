"""Sample diagrams on the subject of an EHC assessment, and pieces for small ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from web.diagram import Diagram

SAMPLES = Path(__file__).parent / "samples"

_ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
             xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
             xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
             xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
  {model}
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="pathway">{drawing}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
  {planes}
</definitions>
"""


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Diagram]:
    return lambda name: Diagram.parse((SAMPLES / f"{name}.bpmn").read_bytes())


@pytest.fixture(scope="session")
def drawn() -> Callable[..., str]:
    """Definitions around a few elements and their drawing, for what a sample should not contain."""

    def definitions(model: str, drawing: str = "", planes: str = "") -> str:
        return _ENVELOPE.format(model=f'<process id="pathway">{model}</process>', drawing=drawing, planes=planes)

    return definitions


@pytest.fixture(scope="session")
def shape() -> Callable[..., str]:
    """The drawing of one element."""

    def bounds(
        element: str, x: str = "100", y: str = "100", width: str = "100", height: str = "80", **more: str
    ) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in more.items())
        box = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
        return f'<bpmndi:BPMNShape bpmnElement="{element}"{attributes}>{box}</bpmndi:BPMNShape>'

    return bounds


@pytest.fixture(scope="session")
def edge() -> Callable[..., str]:
    """The drawing of one flow."""

    def waypoints(element: str, *points: tuple[object, object]) -> str:
        places = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
        return f'<bpmndi:BPMNEdge bpmnElement="{element}">{places}</bpmndi:BPMNEdge>'

    return waypoints
