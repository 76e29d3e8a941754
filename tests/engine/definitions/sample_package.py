"""A small process that uses every kind of thing a diagram may contain, and passes every rule."""

from pathlib import Path

from lxml import etree

from engine.definitions import Package, collect

FOLDER = Path(__file__).parent / "samples"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'

Edit = tuple[str, str, str]


def sample(*edits: Edit, process: str = "ask_advice") -> Package:
    """The sample with some edits, each a file, the words to replace, and the words to put there."""
    files = {path.relative_to(FOLDER).as_posix(): path.read_text() for path in FOLDER.rglob("*.*")}
    for file, before, after in edits:
        assert before in files[file], f"the sample {file} does not say {before!r}"
        files[file] = files[file].replace(before, after, 1)
    for file in [file for file in files if file.endswith(".bpmn")]:
        files[file] = drawn(files[file])
    return collect(process, files)


def drawn(xml: str) -> str:
    """The diagram with a shape for each element and a line for each arrow."""
    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError:
        return xml
    drawings = [
        f'<bpmndi:BPMNShape id="{one.get("id")}_di" bpmnElement="{one.get("id")}"/>'
        for one in root.iter(f"{BPMN}*")
        if one.get("id")
    ]
    plane = f'<bpmndi:BPMNPlane id="plane">{"".join(drawings)}</bpmndi:BPMNPlane>'
    diagram = f'<bpmndi:BPMNDiagram {DI} id="diagram">{plane}</bpmndi:BPMNDiagram>'
    return xml.replace("</bpmn:definitions>", f"{diagram}</bpmn:definitions>")
