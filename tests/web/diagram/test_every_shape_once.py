"""Whatever is drawn, however it is nested, every shape with a place appears exactly once, on one plane."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.web.diagram.pictures import Picture
from web.diagram import Diagram, Marks

LEAVES = ["task", "userTask", "callActivity", "startEvent", "boundaryEvent", "parallelGateway", "textAnnotation"]
EXPANDED = {True: 'isExpanded="true"', False: 'isExpanded="false"', None: ""}
coordinates = st.floats(-2_000, 2_000)
sizes = st.floats(0.1, 500)


@dataclass
class Made:
    """One element of an invented process, with or without a drawing."""

    kind: str
    place: tuple[float, float, float, float] | None
    name: str
    expanded: bool | None = None
    inside: "list[Made]" = field(default_factory=list)
    own_plane: bool = False
    id: str = ""


places = st.one_of(st.none(), st.tuples(coordinates, coordinates, sizes, sizes))
leaves = st.builds(Made, st.sampled_from(LEAVES), places, st.text("ab <&\n", max_size=40))


def stages(inside: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    return st.builds(
        Made,
        st.just("subProcess"),
        places,
        st.text("stage ", max_size=20),
        st.sampled_from([True, False, None]),
        st.lists(inside, max_size=4),
        st.booleans(),
    )


processes = st.lists(st.recursive(leaves, stages, max_leaves=12), min_size=1, max_size=5)


def numbered(made: list[Made], count: int = 0) -> int:
    for one in made:
        one.id, count = f"e{count}", count + 1
        count = numbered(one.inside, count)
    return count


def everyone(made: list[Made]) -> list[Made]:
    return [one for each in made for one in (each, *everyone(each.inside))]


def model(made: list[Made]) -> str:
    lines = []
    for one in made:
        element = etree.Element(one.kind, id=one.id, name=one.name)
        if one.kind == "boundaryEvent":
            element.set("attachedToRef", made[0].id)
        written = etree.tostring(element, encoding="unicode").removesuffix("/>")
        lines.append(f"{written}>{model(one.inside)}</{one.kind}>")
    flows = (
        f'<sequenceFlow id="{a.id}_on" sourceRef="{a.id}" targetRef="{b.id}"/>'
        for a, b in zip(made, made[1:], strict=False)
    )
    return "".join([*lines, *flows])


def drawing(made: list[Made], shape: Callable[..., str], planes: list[str]) -> str:
    """The shapes on this plane; stages with a plane of their own put theirs on the list."""
    shapes = []
    for one in made:
        inner = drawing(one.inside, shape, planes)
        if one.place:
            box = shape(one.id, *map(str, one.place))
            shapes.append(box.replace("<bpmndi:BPMNShape", f"<bpmndi:BPMNShape {EXPANDED[one.expanded]}"))
        if one.own_plane:
            plane = f'<bpmndi:BPMNPlane bpmnElement="{one.id}">{inner}</bpmndi:BPMNPlane>'
            planes.append(f"<bpmndi:BPMNDiagram>{plane}</bpmndi:BPMNDiagram>")
        else:
            shapes.append(inner)
    return "".join(shapes)


@given(made=processes)
def test_every_shape_with_a_place_appears_exactly_once(
    drawn: Callable[..., str], shape: Callable[..., str], made: list[Made]
) -> None:
    numbered(made)
    planes: list[str] = []
    shapes = drawing(made, shape, planes)
    diagram = Diagram.parse(drawn(model(made), shapes, "".join(planes)))
    everything = {one.id for one in everyone(made)}
    marks = Marks(current=everything, removed=everything)
    pictures = [Picture(diagram.render(marks, plane=plane.id)) for plane in diagram.planes()]
    appeared = sorted(key for picture in pictures for key in picture.all_ids())
    assert appeared == sorted(one.id for one in everyone(made) if one.place)


@given(made=processes)
def test_every_element_is_told_once_with_its_drawing(
    drawn: Callable[..., str], shape: Callable[..., str], made: list[Made]
) -> None:
    numbered(made)
    planes: list[str] = []
    diagram = Diagram.parse(drawn(model(made), drawing(made, shape, planes), "".join(planes)))
    told = sorted((row.id, row.is_drawn) for row in diagram.describe())
    assert told == sorted((one.id, one.place is not None) for one in everyone(made))
