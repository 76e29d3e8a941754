"""The stylesheet and the pictures know the same classes and colours, and nothing needs an inline style."""

import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from web.diagram import Diagram, Marks

STYLESHEET = (Path(__file__).parents[3] / "web/static/diagram.css").read_text()
SAMPLES = ("assessment_pathway", "every_shape", "older_tool", "no_drawing", "hostile_names")
# Given by the page that shows a diagram.
OF_THE_PAGE = {"diagram-frame", "diagram--fit"}


def marked(diagram: Diagram) -> str:
    steps = {row.id for row in diagram.describe()}
    every = dict.fromkeys(("current", "done", "path", "late", "added", "removed", "changed"), steps)
    return diagram.render(Marks(**every), link=lambda element: f"/steps/{element}")


def test_every_class_of_the_stylesheet_occurs_in_pictures(sample: Callable[[str], Diagram]) -> None:
    pictures = [etree.fromstring(marked(sample(name))) for name in SAMPLES]
    used = {name for root in pictures for element in root.iter() for name in (element.get("class") or "").split()}
    styled = set(re.findall(r"\.((?:diagram|dg-|is-)[\w-]*)", STYLESHEET))
    assert styled - OF_THE_PAGE <= used


def test_pictures_need_no_inline_style_and_no_script(sample: Callable[[str], Diagram]) -> None:
    for name in SAMPLES:
        root = etree.fromstring(marked(sample(name)))
        attributes = {str(attribute) for element in root.iter() for attribute in element.attrib}
        assert not {attribute for attribute in attributes if attribute == "style" or attribute.startswith("on")}
        assert not [element for element in root.iter() if str(element.tag).endswith(("}style", "}script", "}image"))]


def test_no_id_can_clash_with_another_picture_on_the_page(sample: Callable[[str], Diagram]) -> None:
    root = etree.fromstring(marked(sample("assessment_pathway")))
    assert not [element for element in root.iter() if element.get("id")]


def test_a_picture_on_its_own_has_the_colours_of_the_stylesheet(sample: Callable[[str], Diagram]) -> None:
    svg = "".join(
        sample("assessment_pathway").render(Marks(**{state: {"check_request"}}))
        for state in ("current", "done", "path", "late", "added", "removed", "changed")
    )
    default = STYLESHEET.partition("}")[0]
    in_stylesheet = set(re.findall(r"#[0-9a-f]{6}", default))
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) == in_stylesheet - {"#ffdd00"}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_state_stands_out_from_its_own_fill() -> None:
    colours = dict(re.findall(r"--dg-([\w-]+): (#[0-9a-f]{6});", STYLESHEET.partition("}")[0]))
    states = [name for name in colours if f"{name}-fill" in colours]
    assert sorted(states) == ["changed", "current", "done", "late"]
    assert all(contrast(colours[state], colours[f"{state}-fill"]) > 4.5 for state in states)
    assert all(contrast(colours["ink"], colours[f"{state}-fill"]) > 7 for state in states)
