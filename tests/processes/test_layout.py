"""The diagrams of processes/ are good to look at: everything is drawn, and nothing covers anything else."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.processes.drawn import FILES, Drawing, Plane, drawing_of, kind_of

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

DRAWN = (
    ("task", "userTask", "scriptTask", "serviceTask", "businessRuleTask", "subProcess", "callActivity")
    + ("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent", "exclusiveGateway", "parallelGateway")
    + ("eventBasedGateway", "dataObjectReference", "textAnnotation", "participant", "lane")
    + ("sequenceFlow", "messageFlow", "association")
)


def free_shapes(drawing: Drawing, plane: Plane) -> list[str]:
    return [element for element in plane.shapes if not drawing.surrounds(element)]


def clashes(drawing: Drawing, plane: Plane) -> Iterator[tuple[str, str]]:
    for one, other in combinations(free_shapes(drawing, plane), 2):
        hosts = {drawing.elements[each].get("attachedToRef") for each in (one, other)}
        if plane.shapes[one].meets(plane.shapes[other]) and not hosts & {one, other}:
            yield one, other


def lines_through_shapes(drawing: Drawing, plane: Plane) -> Iterator[tuple[str, str]]:
    free = free_shapes(drawing, plane)
    for stroke in plane.strokes():
        yield from ((stroke.element, shape) for shape in free if plane.shapes[shape].meets(stroke.box))


def crossings(drawing: Drawing, plane: Plane) -> Iterator[tuple[str, str]]:
    """Lines that meet, unless they leave or reach the same element together."""
    for one, other in combinations(plane.strokes(), 2):
        if one.box.meets(other.box, within=4) and not _ends_of(drawing, one.element) & _ends_of(drawing, other.element):
            yield one.element, other.element


def _ends_of(drawing: Drawing, line: str) -> set[str | None]:
    element = drawing.elements[line]
    return {element.get("sourceRef"), element.get("targetRef")}


def covered_labels(drawing: Drawing, plane: Plane) -> Iterator[tuple[str, str]]:
    free = {element: plane.shapes[element] for element in free_shapes(drawing, plane)}
    for owner, label in plane.labels.items():
        yield from ((owner, shape) for shape, box in free.items() if label.meets(box))
        yield from ((owner, stroke.element) for stroke in plane.strokes() if label.meets(stroke.box))
    for (one, label), (other, box) in combinations(plane.labels.items(), 2):
        if label.meets(box):
            yield one, other


@every_file
def test_each_element_is_drawn_exactly_once(file: Path) -> None:
    drawing = drawing_of(file)
    drawn = Counter(element for plane in drawing.planes for element in (*plane.shapes, *plane.lines))
    assert [one.get("id") for one in drawing.all_of(*DRAWN) if drawn[one.get("id", "")] != 1] == []


@every_file
def test_shapes_do_not_cover_each_other(file: Path) -> None:
    drawing = drawing_of(file)
    assert [clash for plane in drawing.planes for clash in clashes(drawing, plane)] == []


@every_file
def test_a_boundary_event_sits_on_the_edge_of_its_activity(file: Path) -> None:
    drawing = drawing_of(file)
    for event in drawing.all_of("boundaryEvent"):
        plane = next(plane for plane in drawing.planes if event.get("id") in plane.shapes)
        box, host = plane.shapes[event.get("id", "")], plane.shapes[event.get("attachedToRef", "")]
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        assert host.has_on_its_border(middle), event.get("id")


@every_file
def test_what_belongs_to_an_open_stage_is_drawn_inside_it(file: Path) -> None:
    drawing = drawing_of(file)
    for plane in drawing.planes:
        for stage in [one for one in plane.shapes if kind_of(drawing.elements[one]) == "subProcess"]:
            inside = [child.get("id", "") for child in drawing.elements[stage]]
            boxes = [plane.shapes[one] for one in inside if one in plane.shapes]
            assert all(plane.shapes[stage].holds(box) for box in boxes), stage


@every_file
def test_lines_run_straight_and_end_at_their_elements(file: Path) -> None:
    drawing = drawing_of(file)
    for plane in drawing.planes:
        assert [stroke.element for stroke in plane.strokes() if not stroke.is_straight] == []
        for line, points in plane.lines.items():
            element = drawing.elements[line]
            assert plane.shapes[element.get("sourceRef", "")].has_on_its_border(points[0]), line
            assert plane.shapes[element.get("targetRef", "")].has_on_its_border(points[-1]), line


@every_file
def test_no_line_runs_through_a_shape(file: Path) -> None:
    drawing = drawing_of(file)
    assert [hit for plane in drawing.planes for hit in lines_through_shapes(drawing, plane)] == []


@every_file
def test_lines_do_not_cross(file: Path) -> None:
    drawing = drawing_of(file)
    assert [hit for plane in drawing.planes for hit in crossings(drawing, plane)] == []


@every_file
def test_no_label_is_covered_by_a_shape_a_line_or_a_label(file: Path) -> None:
    drawing = drawing_of(file)
    assert [hit for plane in drawing.planes for hit in covered_labels(drawing, plane)] == []
