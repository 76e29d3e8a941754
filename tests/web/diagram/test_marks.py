"""Where a case stands and what has changed is seen without colour, and heard."""

from collections.abc import Callable

import pytest

from tests.web.diagram.pictures import SVG, Picture
from web.diagram import Diagram, Marks

STATES = ["current", "late", "done", "path", "added", "removed", "changed"]


@pytest.fixture(scope="module")
def pathway(sample: Callable[[str], Diagram]) -> Diagram:
    return sample("assessment_pathway")


def marked(diagram: Diagram, **states: set[str]) -> Picture:
    return Picture(diagram.render(Marks(**states)))


@pytest.mark.parametrize("state", STATES)
def test_a_state_becomes_a_class_of_steps_and_flows(pathway: Diagram, state: str) -> None:
    picture = marked(pathway, **{state: {"seek_advice", "f4"}})
    assert f"is-{state}" in picture.classes("seek_advice")
    assert f"is-{state}" in picture.classes("f4")
    assert not any(name.startswith("is-") for name in picture.classes("check_request"))


@pytest.mark.parametrize("state", [state for state in STATES if state != "path"])
def test_every_state_of_a_step_has_a_sign_besides_its_colour(pathway: Diagram, state: str) -> None:
    assert marked(pathway, **{state: {"seek_advice"}}).badges("seek_advice") == [state]


@pytest.mark.parametrize("element", ["seek_advice", "six_weeks_over", "assess_split", "authority", "case_records"])
def test_what_is_current_has_a_thick_border_of_its_shape(pathway: Diagram, element: str) -> None:
    (border,) = marked(pathway, current={element}).root.iterfind(f".//{SVG}*[@class='dg-current-border']")
    assert border.get("stroke-width") == "10"
    assert str(border.tag).removeprefix(SVG) in marked(pathway).tags(element) or element == "case_records"


def test_the_way_taken_is_thicker_and_lies_over_other_lines(pathway: Diagram) -> None:
    picture = marked(pathway, path={"f4", "f9"})
    flows = [element for element in picture.all_ids() if "dg-flow" in picture.classes(element)]
    assert flows[-2:] == ["f4", "f9"]
    assert (picture.group("f4").get("stroke-width"), picture.group("f1").get("stroke-width")) == ("3", None)


def test_what_was_removed_is_dashed(pathway: Diagram) -> None:
    picture = marked(pathway, removed={"tell_refusal"}, added={"check_request"})
    assert picture.group("tell_refusal").get("stroke-dasharray") == "7 4"
    assert picture.group("check_request").get("stroke-dasharray") is None


def test_several_states_are_shown_side_by_side(pathway: Diagram) -> None:
    picture = marked(pathway, current={"tell_refusal"}, late={"tell_refusal"}, changed={"tell_refusal"})
    assert picture.badges("tell_refusal") == ["current", "late", "changed"]
    assert picture.title("tell_refusal").endswith("(SEND casework). Now here. Late. Changed")


def test_signs_keep_clear_of_events_on_the_border(pathway: Diagram) -> None:
    def place(element: str) -> str | None:
        (badge,) = marked(pathway, late={element}).group(element).iterfind(f"{SVG}g[@fill]")
        return badge.get("transform")

    assert place("check_request") == "translate(430 240)"
    assert place("seek_advice") == "translate(740 330)"


@pytest.mark.parametrize(
    ("state", "outside"),
    [("current", "current"), ("late", "late"), ("added", "changed"), ("removed", "changed"), ("changed", "changed")],
)
def test_a_closed_stage_shows_what_happens_inside_it(pathway: Diagram, state: str, outside: str) -> None:
    picture = marked(pathway, **{state: {"consult_schools"}})
    assert picture.badges("issue_draft") == [outside]


def test_a_flow_added_inside_a_closed_stage_changes_the_stage(pathway: Diagram) -> None:
    assert marked(pathway, added={"d3"}).badges("issue_draft") == ["changed"]


def test_what_is_done_inside_a_closed_stage_leaves_it_open(pathway: Diagram) -> None:
    assert marked(pathway, done={"write_draft"}, path={"d1"}).badges("issue_draft") == []


def test_a_mark_is_shown_on_the_plane_of_its_step(pathway: Diagram) -> None:
    picture = Picture(pathway.render(Marks(current={"consult_schools"}), plane="issue_draft"))
    assert picture.badges("consult_schools") == ["current"]


def test_the_description_says_where_the_case_stands(pathway: Diagram) -> None:
    picture = marked(pathway, current={"seek_advice", "explain_delay"}, late={"seek_advice"})
    assert picture.root.findtext(f"{SVG}desc") == (
        "Process diagram with 26 steps. Now here: Explain the delay, Seek advice from each adviser. "
        "Late: Seek advice from each adviser."
    )


def test_the_description_names_a_dozen_steps_at_most(sample: Callable[[str], Diagram]) -> None:
    diagram = sample("every_shape")
    steps = {row.id for row in diagram.describe()}
    assert " more." in (marked(diagram, late=steps).root.findtext(f"{SVG}desc") or "")


def test_rendering_never_changes_the_diagram(pathway: Diagram) -> None:
    before = pathway.render()
    pathway.render(Marks(current={"seek_advice"}, removed={"f4"}))
    assert pathway.render() == before


def test_the_key_explains_the_signs_that_occur(pathway: Diagram) -> None:
    signs = Diagram.key(Marks(done={"check_request"}, current={"seek_advice"}, path={"f4"}))
    assert [(sign.state, sign.words) for sign in signs] == [
        ("current", "Now here"),
        ("done", "Done"),
        ("path", "On the way taken"),
    ]
    assert all(sign.svg.startswith('<svg class="diagram-sign"') for sign in signs)
