"""Files that are damaged, hostile or something else are refused with a sentence, or shown without harm."""

from collections.abc import Callable

import pytest

from web.diagram import Diagram, DiagramUnreadable

LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE lolz [<!ENTITY lol0 "lol">{LAUGHS}]><definitions>&lol9;</definitions>'
LOCAL_FILE = """<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><definitions>&secret;</definitions>"""
DTD_OUTSIDE = """<!DOCTYPE definitions SYSTEM "http://192.0.2.1/bpmn.dtd"><definitions/>"""
REFUSED = {
    "nothing": ("", "well-formed"),
    "no markup": ("the 20-week pathway", "well-formed"),
    "cut off": ("<definitions><process>", "well-formed"),
    "a web page": ("<html><body/></html>", "not a BPMN 2.0 diagram"),
    "another namespace": ('<definitions xmlns="urn:x"/>', "not a BPMN 2.0 diagram"),
    "billion laughs": (BOMB, "document type"),
    "a file of the server": (LOCAL_FILE, "document type"),
    "a DTD elsewhere": (DTD_OUTSIDE, "document type"),
    "an undeclared entity": ("<definitions>&secret;</definitions>", "well-formed"),
    "a hundred thousand levels": ("<a>" * 100_000 + "</a>" * 100_000, "well-formed"),
    "a lone surrogate": ("<a>\ud800</a>", "not allowed in XML"),
    "more than 5 MB": (" " * 5_000_001, "larger than 5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_diagram_is_refused_with_a_sentence(case: str) -> None:
    xml, reason = REFUSED[case]
    with pytest.raises(DiagramUnreadable, match=reason) as refusal:
        Diagram.parse(xml)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_document_type_is_found_in_every_encoding(encoding: str) -> None:
    with pytest.raises(DiagramUnreadable, match="document type"):
        Diagram.parse(LOCAL_FILE.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_diagram_is_read_in_every_unicode_encoding(drawn: Callable[..., str], encoding: str) -> None:
    text = drawn('<task id="hear" name="Écouter"/>').replace("UTF-8", encoding.removesuffix("-sig"))
    assert Diagram.parse(text.encode(encoding)).describe()[0].name == "Écouter"


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b'<?xml version="1.0" encoding="utf-7"?><definitions/>', "written in utf-7; save it as UTF-8"),
        (b"<definitions>\xff\xff</definitions>", "not text in the encoding that it claims"),
    ],
)
def test_a_strange_encoding_is_refused_with_advice(xml: bytes, reason: str) -> None:
    with pytest.raises(DiagramUnreadable, match=reason):
        Diagram.parse(xml)


def test_two_elements_with_one_id_are_refused(drawn: Callable[..., str]) -> None:
    with pytest.raises(DiagramUnreadable, match="same id, “decide”"):
        Diagram.parse(drawn('<task id="decide"/><userTask id="decide"/>'))


def test_a_drawing_of_too_many_shapes_is_refused(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    with pytest.raises(DiagramUnreadable, match="more than 5,000"):
        Diagram.parse(drawn('<task id="decide"/>', shape("decide") * 5_001))


def test_a_process_of_too_many_elements_is_refused(drawn: Callable[..., str]) -> None:
    with pytest.raises(DiagramUnreadable, match="more than 20,000 elements"):
        Diagram.parse(drawn("<task/>" * 20_001))


@pytest.mark.parametrize("number", ["1e308", "-1e9", "NaN", "inf", "", "left", "0x10", "9" * 5000])
def test_a_shape_at_no_possible_place_is_told_in_words(
    drawn: Callable[..., str], shape: Callable[..., str], number: str
) -> None:
    diagram = Diagram.parse(drawn('<task id="decide" name="Decide"/>', shape("decide", x=number)))
    assert 'data-id="decide"' not in diagram.render()
    assert [(row.name, row.is_drawn) for row in diagram.describe()] == [("Decide", False)]


@pytest.mark.parametrize("size", ["0", "-10", "1e308"])
def test_a_shape_without_a_possible_size_is_not_drawn(
    drawn: Callable[..., str], shape: Callable[..., str], size: str
) -> None:
    diagram = Diagram.parse(drawn('<task id="decide"/>', shape("decide", width=size)))
    assert not diagram.describe()[0].is_drawn


@pytest.mark.parametrize("points", [[(1, 1)], [(1, 1), ("NaN", 5)], [(1, 1), (1e99, 5), (6, 7)], []])
def test_a_line_without_two_possible_ends_is_not_drawn(
    drawn: Callable[..., str], edge: Callable[..., str], points: list[tuple[object, object]]
) -> None:
    flow = '<task id="a"/><task id="b"/><sequenceFlow id="on" sourceRef="a" targetRef="b"/>'
    assert 'data-id="on"' not in Diagram.parse(drawn(flow, edge("on", *points))).render()


def test_a_line_of_no_length_and_the_smallest_shapes_are_drawn(
    drawn: Callable[..., str], shape: Callable[..., str], edge: Callable[..., str]
) -> None:
    model = (
        '<task id="a" name="Some name" default="on"/><exclusiveGateway id="b" name="Name"/><textAnnotation id="c"/>'
        '<sequenceFlow id="on" name="Name" sourceRef="a" targetRef="b"/>'
    )
    drawing = "".join(shape(key, width="0.01", height="0.01") for key in "abc") + edge("on", (5, 5), (5, 5))
    svg = Diagram.parse(drawn(model, drawing)).render()
    assert "nan" not in svg.lower()


def test_events_that_hang_on_one_another_are_each_told_once(drawn: Callable[..., str]) -> None:
    events = "".join(
        f'<boundaryEvent id="{key}" attachedToRef="{host}"/>' for key, host in (("a", "a"), ("b", "c"), ("c", "b"))
    )
    rows = Diagram.parse(drawn(events + '<boundaryEvent id="d" attachedToRef="nowhere"/>')).describe()
    assert sorted(row.id for row in rows) == ["a", "b", "c", "d"]


def test_stages_drawn_on_each_others_planes_end_somewhere(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    plane = '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{}">{}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    planes = plane.format("outer", shape("inner") + shape("outer")) + plane.format("inner", shape("task"))
    model = '<subProcess id="outer"><subProcess id="inner"><task id="task"/></subProcess></subProcess>'
    diagram = Diagram.parse(drawn(model, planes=planes))
    assert {plane.id: plane.parent for plane in diagram.planes()} == {
        "pathway": "",
        "outer": "pathway",
        "inner": "outer",
    }
    assert all(diagram.render(plane=plane.id) for plane in diagram.planes())


def test_flows_in_a_circle_are_told_once_each(drawn: Callable[..., str]) -> None:
    flows = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "c"), ("x", "gone"), ("gone", "x")]
    model = '<task id="a"/><task id="b"/><task id="c"/><task id="x"/>' + "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{start}" targetRef="{end}"/>' for n, (start, end) in enumerate(flows)
    )
    assert sorted(row.id for row in Diagram.parse(drawn(model)).describe()) == ["a", "b", "c", "x"]


def test_a_very_long_chain_with_limits_is_told_to_its_end(drawn: Callable[..., str]) -> None:
    links = "".join(
        f'<task id="t{n}"/><boundaryEvent id="b{n}" attachedToRef="t{n}"/>'
        f'<sequenceFlow id="f{n}" sourceRef="b{n}" targetRef="t{n + 1}"/>'
        for n in range(3_000)
    )
    rows = Diagram.parse(drawn(links)).describe()
    assert [row.id for row in rows[:3]] == ["t0", "b0", "t1"]
    assert (len(rows), rows[-1].depth) == (6_000, 3_000)


def test_stages_nested_as_deep_as_xml_allows_are_told(drawn: Callable[..., str]) -> None:
    levels = 200
    stages = "".join(f'<subProcess id="s{n}">' for n in range(levels)) + "</subProcess>" * levels
    assert [row.depth for row in Diagram.parse(drawn(stages)).describe()] == list(range(levels))


def test_a_long_name_does_not_multiply_itself(
    drawn: Callable[..., str], shape: Callable[..., str], edge: Callable[..., str]
) -> None:
    flows = [f'<sequenceFlow id="f{n}" sourceRef="long" targetRef="long"/>' for n in range(500)]
    lines = "".join(edge(f"f{n}", (0, 0), (9, 9)) for n in range(500))
    name = "word " * 50_000
    diagram = Diagram.parse(drawn(f'<task id="long" name="{name}"/>{"".join(flows)}', shape("long") + lines))
    assert len(diagram.render()) < 2_000_000
    assert diagram.describe()[0].name.endswith("…")
