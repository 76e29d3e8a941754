"""The pictures of the samples: which shapes they are made of, and how each kind is told from the others."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tests.web.diagram.pictures import SVG, Picture
from web.diagram import Diagram, PlaneNotDrawn

GOLDEN = Path(__file__).parent / "golden"
PLANES = {
    "assessment_pathway": ["assessment_pathway", "issue_draft"],
    "every_shape": ["every_shape"],
    "older_tool": ["review_together", "hold_review"],
    "no_drawing": ["undrawn"],
    "hostile_names": ["hostile_names"],
}


@pytest.fixture(scope="module")
def everything(sample: Callable[[str], Diagram]) -> Picture:
    return Picture(sample("every_shape").render())


@pytest.fixture(scope="module")
def pathway(sample: Callable[[str], Diagram]) -> Picture:
    return Picture(sample("assessment_pathway").render(title="How a request is answered"))


def outline(svg: str) -> str:
    """Layers, shapes and their parts in the order in which they are painted, without coordinates."""
    lines = []
    for element in etree.fromstring(svg).iter(f"{SVG}g"):
        identity, classes = element.get("data-id"), element.get("class") or ""
        depth = len(list(element.iterancestors(f"{SVG}g")))
        if identity:
            parts = " ".join(Picture(svg).tags(identity))
            lines.append(f"{'  ' * depth}{identity}: {classes} = {parts} | {element.findtext(f'{SVG}title')}")
        elif classes in ("dg-back", "dg-borders", "dg-flows", "dg-front", "dg-names"):
            lines.append(classes)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", PLANES)
def test_a_sample_has_the_planes_that_its_file_draws(sample: Callable[[str], Diagram], name: str) -> None:
    assert [plane.id for plane in sample(name).planes()] == PLANES[name]


@pytest.mark.parametrize(("name", "plane"), [(name, plane) for name, planes in PLANES.items() for plane in planes])
def test_a_picture_is_put_together_as_it_was_approved(sample: Callable[[str], Diagram], name: str, plane: str) -> None:
    approved = (GOLDEN / f"{name}.{plane}.txt").read_text()
    assert outline(sample(name).render(plane=plane)) == approved


def test_an_unknown_plane_is_refused_with_the_known_ones(sample: Callable[[str], Diagram]) -> None:
    with pytest.raises(PlaneNotDrawn, match="planes assessment_pathway, issue_draft, but got advice"):
        sample("assessment_pathway").render(plane="advice")


def test_the_plane_of_an_element_is_the_one_that_draws_it(sample: Callable[[str], Diagram]) -> None:
    pathway = sample("assessment_pathway")
    found = {key: pathway.plane_of(key) for key in ("seek_advice", "consult_schools", "d1", "gone")}
    assert found == {
        "seek_advice": "assessment_pathway",
        "consult_schools": "issue_draft",
        "d1": "issue_draft",
        "gone": None,
    }


def test_the_picture_and_each_thing_in_it_have_a_title(pathway: Picture) -> None:
    assert pathway.root.findtext(f"{SVG}title") == "How a request is answered"
    assert (pathway.root.findtext(f"{SVG}desc") or "").startswith("Process diagram with 26 steps.")
    assert pathway.title("check_request") == "Task for a person: Check the request and tell the family (SEND casework)"
    assert pathway.title("to_advice") == "From “Assess?” to “Seek advice from each adviser”: Yes"
    assert all(pathway.title(element) for element in pathway.all_ids())


def test_a_picture_without_links_is_one_image(sample: Callable[[str], Diagram]) -> None:
    root = Picture(sample("assessment_pathway").render()).root
    assert root.get("role") == "img"
    assert not list(root.iter(f"{SVG}a"))


def test_only_what_has_an_address_becomes_a_link(sample: Callable[[str], Diagram]) -> None:
    addresses = {"seek_advice": "/tasks/7", "advisers": ""}
    root = Picture(sample("assessment_pathway").render(link=addresses.get)).root
    (link,) = root.iter(f"{SVG}a")
    assert (root.get("role"), link.get("href")) == ("group", "/tasks/7")
    assert (link.get("aria-label") or "").startswith("Task for a person, for each, at the same time: Seek advice")


def test_the_frame_holds_every_shape_and_name(pathway: Picture) -> None:
    left, top, width, height = (float(side) for side in (pathway.root.get("viewBox") or "").split())
    for line in pathway.root.iter(f"{SVG}tspan"):
        assert left < float(line.get("x") or "") < left + width
        assert top < float(line.get("y") or "") < top + height


def test_each_kind_of_task_has_an_icon_of_its_own(everything: Picture) -> None:
    kinds = ["userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask"]
    icons = [etree.tostring(everything.group(f"one_{kind}").findall(f"{SVG}g")[0]) for kind in kinds]
    drawn = [icon.split(b"<path", 1)[1] for icon in icons]
    assert len(set(drawn)) == len(kinds)
    assert everything.tags("one_task") == ["rect"]


@pytest.mark.parametrize(
    "events",
    [
        ["start_plain", "start_timer", "start_message", "start_signal", "start_conditional", "start_two", "start_both"],
        ["catch_timer", "catch_message", "catch_signal", "catch_conditional", "catch_link", "throw_plain"],
        ["throw_message", "throw_signal", "throw_escalation", "throw_link", "throw_compensate", "throw_plain"],
        ["end_plain", "end_message", "end_signal", "end_error", "end_escalation", "end_terminate", "end_cancel"],
        ["on_timer", "on_message", "on_signal", "on_error", "on_escalation", "on_conditional"],
    ],
)
def test_each_trigger_of_an_event_has_its_own_icon(everything: Picture, events: list[str]) -> None:
    paths = [tuple(path.get("d") for path in everything.group(event).iter(f"{SVG}path")) for event in events]
    assert len(set(paths)) == len(events)


def test_what_is_sent_is_filled_and_what_is_awaited_is_not(everything: Picture) -> None:
    def is_filled(event: str) -> bool:
        return any("dg-solid" in (path.get("class") or "") for path in everything.group(event).iter(f"{SVG}path"))

    assert [is_filled(event) for event in ("catch_message", "throw_message", "on_message", "end_message")] == [
        False,
        True,
        False,
        True,
    ]


def test_rings_tell_start_intermediate_and_end_apart(everything: Picture) -> None:
    def rings(event: str) -> list[str | None]:
        return [ring.get("stroke-width") for ring in everything.group(event).iter(f"{SVG}circle")]

    assert (rings("start_timer"), rings("catch_timer"), rings("end_plain")) == ([None], [None, None], ["3.5"])


def test_an_event_that_interrupts_nothing_has_dashed_rings(everything: Picture) -> None:
    def is_dashed(event: str) -> bool:
        return all(ring.get("stroke-dasharray") for ring in everything.group(event).iter(f"{SVG}circle"))

    events = ("on_timer", "moved_away", "on_message", "start_message")
    assert [is_dashed(event) for event in events] == [True, True, False, False]


def test_a_stage_for_any_time_has_a_dashed_frame(everything: Picture) -> None:
    def dash(stage: str) -> str | None:
        (frame, *_) = everything.group(stage).iter(f"{SVG}rect")
        return frame.get("stroke-dasharray")

    assert dash("event_stage") == dash("closed_event_stage") == "7 4"
    assert dash("open_stage") is None


def test_an_open_stage_lies_under_the_lines_and_a_closed_one_on_them(everything: Picture) -> None:
    layers = {key: everything.group(key).getparent() for key in ("open_stage", "inner_stage", "closed_stage", "g1")}
    classes = {key: layer.get("class") for key, layer in layers.items() if layer is not None}
    assert classes == {
        "open_stage": "dg-back",
        "inner_stage": "dg-back",
        "closed_stage": "dg-front",
        "g1": "dg-flows",
    }


def test_stages_are_painted_before_what_they_contain(everything: Picture) -> None:
    order = everything.all_ids()
    for outer, inner in pairwise(["open_stage", "inner_stage", "inner_task"]):
        assert order.index(outer) < order.index(inner)


def test_events_on_a_border_are_painted_after_their_step(pathway: Picture) -> None:
    order = pathway.all_ids()
    assert order.index("seek_advice") < order.index("advice_late")


@pytest.mark.parametrize(
    ("element", "markers"),
    [
        ("many_at_once", 1),
        ("many_in_turn", 1),
        ("again", 1),
        ("undo", 1),
        ("closed_stage", 2),
        ("any_order", 2),
        ("call_many", 1),
        ("one_call", 0),
        ("one_task", 0),
    ],
)
def test_repetition_and_closed_stages_have_their_markers(everything: Picture, element: str, markers: int) -> None:
    moved = [group.get("transform") or "" for group in everything.group(element).findall(f"{SVG}g")]
    (box, *_) = everything.group(element).iter(f"{SVG}rect")
    bottom = float(box.get("y") or "") + float(box.get("height") or "") - 10
    assert sum(place.endswith(f" {bottom:g})") for place in moved) == markers


def test_gateways_are_told_apart_by_their_signs(everything: Picture) -> None:
    kinds = ["exclusive", "parallel", "inclusive", "eventBased", "complex"]
    signs = {tuple(map(etree.tostring, list(everything.group(f"one_{kind}Gateway"))[2:])) for kind in kinds}
    assert len(signs) == len(kinds)
    assert everything.tags("bare_gateway") == ["polygon"]


def test_a_default_way_has_a_slash_and_a_condition_a_diamond(everything: Picture, pathway: Picture) -> None:
    def extras(picture: Picture, flow: str) -> set[str]:
        classes = {name for part in picture.group(flow).iter() for name in (part.get("class") or "").split()}
        return classes & {"dg-default", "dg-condition"}

    assert (extras(everything, "usual_way"), extras(everything, "other_way")) == ({"dg-default"}, {"dg-condition"})
    assert (extras(pathway, "to_refusal"), extras(pathway, "to_advice")) == ({"dg-default"}, set())


def test_kinds_of_lines_differ_in_dashes_and_heads(pathway: Picture, everything: Picture) -> None:
    def look(picture: Picture, flow: str) -> tuple[str | None, list[str]]:
        return next(picture.group(flow).iter(f"{SVG}path")).get("stroke-dasharray"), picture.tags(flow)

    assert look(pathway, "f4") == (None, ["path", "polygon"])
    assert look(pathway, "mf_request") == ("9 5", ["path", "circle", "polygon"])
    assert look(pathway, "a1") == ("1 5", ["path"])
    assert look(everything, "w1") == ("1 5", ["path", "path", "path"])


def test_upright_pools_have_their_names_across_the_top(sample: Callable[[str], Diagram], pathway: Picture) -> None:
    upright = Picture(sample("older_tool").render())
    (upright_name,) = upright.group("inner_lane").iter(f"{SVG}text")
    (lying_name,) = pathway.group("casework").iter(f"{SVG}text")
    assert upright_name.get("transform") is None
    assert (lying_name.get("transform") or "").startswith("rotate(-90 ")


def test_the_inside_of_a_closed_stage_moves_to_its_own_plane(sample: Callable[[str], Diagram]) -> None:
    older = sample("older_tool")
    assert "hold_meeting" not in Picture(older.render()).all_ids()
    assert set(Picture(older.render(plane="hold_review")).all_ids()) == {
        "meeting_called",
        "hold_meeting",
        "meeting_over",
        "r1",
        "r2",
    }
    assert older.planes()[1].parent == "review_together"


def test_a_stage_that_does_not_say_so_is_open_if_filled(sample: Callable[[str], Diagram]) -> None:
    picture = Picture(sample("older_tool").render())
    assert "dg-stage" in picture.classes("says_nothing")


def test_a_process_without_a_drawing_says_so(sample: Callable[[str], Diagram]) -> None:
    assert Picture(sample("no_drawing").render()).texts() == [
        "This process has no drawing here. Its steps are listed in words."
    ]


def test_an_icon_scales_with_its_event(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    event = '<startEvent id="begin"><messageEventDefinition/></startEvent>'
    svg = Diagram.parse(drawn(event, shape("begin", width="54", height="54"))).render()
    assert "translate(127 127) scale(1.5)" in svg


def test_what_two_planes_draw_appears_on_the_first(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    plane = f'<bpmndi:BPMNPlane bpmnElement="stage">{shape("a")}</bpmndi:BPMNPlane>'
    again = f"<bpmndi:BPMNDiagram>{plane}</bpmndi:BPMNDiagram>"
    diagram = Diagram.parse(drawn('<task id="a"/><subProcess id="stage"/>', shape("a"), again))
    assert [Picture(diagram.render(plane=plane.id)).all_ids() for plane in diagram.planes()] == [["a"], []]


@pytest.mark.parametrize(("visible", "solid"), [("initiating", False), ("non_initiating", True)])
def test_a_message_flow_can_carry_its_envelope(
    drawn: Callable[..., str], edge: Callable[..., str], visible: str, solid: bool
) -> None:
    line = edge("m", (0, 0), (100, 0)).replace("BPMNEdge ", f'BPMNEdge messageVisibleKind="{visible}" ')
    group = Picture(Diagram.parse(drawn('<messageFlow id="m"/>', line)).render()).group("m")
    (envelope,) = group.iterfind(f"{SVG}g")
    assert envelope.get("transform") == "translate(50 0)"
    assert any("dg-cut" in (path.get("class") or "") for path in envelope) is solid
