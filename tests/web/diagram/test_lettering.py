"""Names are broken into lines that fit, and find a place where they can be read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.diagram.pictures import SVG, Picture
from web.diagram import Diagram
from web.diagram.drawing.widths import width_of
from web.diagram.drawing.wrapping import wrapped

LABELLED = '<bpmndi:BPMNLabel><dc:Bounds x="300" y="50" width="{}" height="{}"/></bpmndi:BPMNLabel>'


@pytest.mark.parametrize(
    ("text", "width"), [("i", 2.664), ("m", 9.996), ("Decide", 37.344), ("20 weeks", 50.688), ("", 0), ("本", 12)]
)
def test_letters_are_as_wide_as_those_of_arial(text: str, width: float) -> None:
    assert width_of(text, 12) == pytest.approx(width, abs=0.1)


@given(st.text(max_size=300), st.floats(20, 300), st.integers(1, 6))
def test_no_line_is_too_wide_and_no_more_than_asked(name: str, width: float, most: int) -> None:
    lines = wrapped(name, width, 12.0, most)
    assert len(lines) <= most
    assert all(width_of(line, 12) <= width + 0.001 or len(line) <= 2 for line in lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12), st.floats(70, 300))
def test_no_word_is_lost_or_broken_where_it_fits(words: list[str], width: float) -> None:
    assert " ".join(wrapped(" ".join(words), width, 12.0)).split() == words


def test_lines_are_made_even() -> None:
    assert wrapped("Decide whether to assess it", 120, 12.0) == ("Decide whether", "to assess it")


def test_a_break_that_the_author_made_is_kept() -> None:
    assert wrapped("Plan\nneeded?", 200, 12.0) == ("Plan", "needed?")


def test_a_word_too_long_is_broken_at_its_own_marks() -> None:
    assert wrapped("assessment/reassessment", 80, 12.0) == ("assessment/", "reassessment")


def test_a_name_that_cannot_fit_ends_in_an_ellipsis(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    name = "Tell everybody who has to be told about the decision and about the right of appeal, and how and when " * 2
    picture = Picture(Diagram.parse(drawn(f'<userTask id="tell" name="{name}"/>', shape("tell"))).render())
    assert picture.lines("Tell everybody")[-1].endswith("…")
    assert picture.title("tell").endswith("how and when")


def test_a_long_name_is_set_smaller_before_it_is_cut(drawn: Callable[..., str], shape: Callable[..., str]) -> None:
    name = "Ask for advice from health, social care and the setting"
    picture = Picture(Diagram.parse(drawn(f'<userTask id="ask" name="{name}"/>', shape("ask"))).render())
    (text,) = picture.group("ask").iter(f"{SVG}text")
    assert text.get("font-size") == "11"
    assert " ".join(picture.lines("Ask for advice")) == name


def test_a_name_keeps_clear_of_the_icon_and_the_border_event(sample: Callable[[str], Diagram]) -> None:
    picture = Picture(sample("assessment_pathway").render())
    (text,) = picture.group("decide_whether_to_assess").iter(f"{SVG}text")
    baselines = [float(line.get("y") or "") for line in text]
    assert baselines[0] - 11 * 0.95 >= 240 + 22 - 0.1
    assert baselines[-1] + 11 * 0.25 <= 302 + 0.1


@pytest.mark.parametrize(
    ("width", "height", "lines"),
    [
        ("120", "14", ["A name to be placed"]),
        ("70", "28", ["A name to", "be placed"]),
        ("30", "14", ["A name to", "be placed"]),
    ],
)
def test_a_name_stands_where_the_file_puts_it(
    drawn: Callable[..., str], shape: Callable[..., str], width: str, height: str, lines: list[str]
) -> None:
    box = shape("begin").replace("</bpmndi:BPMNShape>", LABELLED.format(width, height) + "</bpmndi:BPMNShape>")
    model = '<startEvent id="begin" name="A name to be placed"/>'
    picture = Picture(Diagram.parse(drawn(model, box)).render())
    (text,) = picture.root.iter(f"{SVG}text")
    assert picture.lines("A name") == lines
    assert float(text[0].get("x") or "") == pytest.approx(300 + float(width) / 2, abs=2)
    assert 50 < float(text[0].get("y") or "") < 64


@pytest.mark.parametrize(
    ("ends", "place"),
    [([], "below"), ([(125, 150)], "above"), ([(125, 150), (125, 100)], "left")],
)
def test_a_name_without_a_place_avoids_the_lines(
    drawn: Callable[..., str],
    shape: Callable[..., str],
    edge: Callable[..., str],
    ends: list[tuple[float, float]],
    place: str,
) -> None:
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="split" targetRef="on"/>' for n in range(len(ends)))
    lines = "".join(edge(f"f{n}", end, (400, 300)) for n, end in enumerate(ends))
    model = f'<exclusiveGateway id="split" name="Assess?"/><task id="on"/>{flows}'
    box = shape("split", width="50", height="50")
    (text,) = Picture(Diagram.parse(drawn(model, box + lines)).render()).root.iter(f"{SVG}text")
    x, y = float(text[0].get("x") or ""), float(text[0].get("y") or "")
    found = "left" if text.get("text-anchor") == "end" and x < 125 else "above" if y < 100 else "below"
    assert found == place


def test_the_name_of_a_short_line_breaks_to_fit_between_shapes(
    drawn: Callable[..., str], edge: Callable[..., str]
) -> None:
    model = '<task id="a"/><task id="b"/><sequenceFlow id="f" name="Not needed now" sourceRef="a" targetRef="b"/>'
    svg = Diagram.parse(drawn(model, edge("f", (0, 0), (60, 0)))).render()
    assert Picture(svg).lines("Not") == ["Not", "needed", "now"]


@pytest.mark.parametrize(
    ("points", "place"),
    [
        ([(0, 0), (200, 0), (200, 900)], (100, "middle")),
        ([(0, 0), (20, 0), (20, 200)], (25, "start")),
    ],
)
def test_the_name_of_a_line_stands_where_the_line_leaves(
    drawn: Callable[..., str], edge: Callable[..., str], points: list[tuple[int, int]], place: tuple[float, str]
) -> None:
    model = '<task id="a"/><task id="b"/><sequenceFlow id="f" name="Needed" sourceRef="a" targetRef="b"/>'
    (text,) = Picture(Diagram.parse(drawn(model, edge("f", *points))).render()).root.iter(f"{SVG}text")
    assert (float(text[0].get("x") or ""), text.get("text-anchor") or "middle") == place


def test_the_blank_between_lines_moves_no_line_from_the_middle(sample: Callable[[str], Diagram]) -> None:
    picture = Picture(sample("assessment_pathway").render())
    (text,) = picture.group("explain_delay").iter(f"{SVG}text")
    (first, last), blank = text, width_of(" ", 12)
    assert (first.text, last.text) == ("Explain ", "the delay")
    assert float(first.get("x") or "") - float(last.get("x") or "") == pytest.approx(blank / 2, abs=0.1)
