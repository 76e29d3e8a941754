"""Whatever a file calls its elements, a page shows it as text and nothing else."""

from collections.abc import Callable

import pytest
from lxml import etree

from web.diagram import Diagram, Marks

ALLOWED = {"svg", "title", "desc", "g", "a", "rect", "circle", "polygon", "path", "text", "tspan"}
EVIL = "</title><script>alert('x')</script><p onclick=\"y\">&amp;"
SVG = "{http://www.w3.org/2000/svg}"


def evil_diagram(drawn: Callable[..., str], shape: Callable[..., str], kind: str) -> Diagram:
    name = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    text = f"<text>{name}</text>" if kind == "textAnnotation" else ""
    return Diagram.parse(drawn(f'<{kind} id="evil" name="{name}">{text}</{kind}>', shape("evil")))


@pytest.mark.parametrize(
    "kind", ["userTask", "startEvent", "exclusiveGateway", "textAnnotation", "dataStoreReference", "subProcess"]
)
def test_a_name_full_of_markup_is_shown_as_it_is(
    drawn: Callable[..., str], shape: Callable[..., str], kind: str
) -> None:
    svg = evil_diagram(drawn, shape, kind).render(title=EVIL)
    root = etree.fromstring(svg)
    assert {str(element.tag).removeprefix(SVG) for element in root.iter()} <= ALLOWED
    assert root.findtext(f"{SVG}title") == EVIL
    assert EVIL in (root.findtext(f".//{SVG}g[@data-id]/{SVG}title") or "")


def test_the_sample_of_hostile_names_draws_only_shapes(sample: Callable[[str], Diagram]) -> None:
    svg = sample("hostile_names").render(title='"><script>')
    attributes = {name for element in etree.fromstring(svg).iter() for name in element.attrib}
    assert not {name for name in attributes if str(name).startswith("on") or name == "style"}
    assert "<script" not in svg
    assert "<img" not in svg


def test_links_are_escaped_and_lead_only_to_web_addresses(sample: Callable[[str], Diagram]) -> None:
    addresses = {
        "begins": "/tasks/1?a=1&b=\"'><script>",
        "write": "javascript:alert(1)",
        "ways": " java\tscript:alert(1)",
        "over": "https://council.example/x",
        "remark": "data:text/html,x",
    }
    root = etree.fromstring(sample("hostile_names").render(link=addresses.get))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == [addresses["begins"], addresses["over"]]


def test_ids_of_marks_never_reach_the_picture(sample: Callable[[str], Diagram]) -> None:
    evil = Marks(current={'"><script>'}, done={"'"})
    assert sample("no_drawing").render(evil) == sample("no_drawing").render()


def test_no_character_that_xml_forbids_gets_into_a_picture(sample: Callable[[str], Diagram]) -> None:
    svg = sample("no_drawing").render(title="a\x00b\x1fc\ud800d\ufffee")
    assert etree.fromstring(svg).findtext(f"{SVG}title") == "a\ufffdb\ufffdc\ufffdd\ufffde"
