"""The diagram that every contender runs, in the words of each, and what its cases hold."""

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
PROCESS = "benchmark"

FIRST, SECOND = "check_request", "send_decision"
APPROVED = {"outcome": "approved", "reasons": "The request has all that is asked for."}
SENT = {"sent_to": "The family, by post"}

# About 750 bytes, of different words, so that no database can squeeze it to nothing.
FACTS = {
    "request_received": "2026-01-05",
    "requester": "parent",
    "child": "Robin Example, born 4 May 2016, of 12 Invented Street, Northmoor ZZ1 1ZZ",
    "setting": "Figment Academy, Notreal Lane, Northmoor, where Robin is in Year 5 since September",
    "needs": "Robin finds it hard to follow what is said in a busy room, tires by noon, and reads well below what "
    "we would expect; school has tried small groups, coloured overlays, a reader, and movement breaks since 2024.",
    "wishes": "We would like somebody to find out what stands in the way, and Robin would like to draw more often "
    "and to have a quiet place at lunch.",
    "evidence": "A letter of the paediatrician of 3 October 2025, two reports of the school, and a diary of ours "
    "for November, which shows the days on which Robin came home in tears.",
}


def diagram(due: str, condition: str, language: str = "") -> str:
    """The diagram, with the timer and the condition in the language of an engine."""
    text = (FOLDER / "benchmark.bpmn").read_text(encoding="utf-8")
    return Template(text).substitute(due=due, condition=condition, language=language)


def ours() -> dict[str, str]:
    """The files of our version of it, under the law as it is."""
    law = {f"law/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "processes/law").glob("*.toml")}
    forms = {f"forms/{path.name}": path.read_text(encoding="utf-8") for path in (FOLDER / "forms").glob("*.json")}
    text = diagram('<bpmn:timeDate>due("assess_decision")</bpmn:timeDate>', 'outcome == "approved"')
    return {f"{PROCESS}.bpmn": text, **forms, **law}
