"""Walks a case along a real process: answers whatever is asked, until the step that a test is about."""

import json
from collections.abc import Mapping
from typing import Any

from engine.case.commands import OpenCase
from tests.fixtures.world import AUTHORITY, MANAGER, World, read_files
from tests.processes.drawn import FOLDER, drawing_of, properties_of

PROCESS = "ehc_assessment"
ON_THE_WAY = {
    "request_source": "parent",
    "lives_in_area": "yes",
    "under_25": "yes",
    "has_current_plan": "no",
    "assessed_in_last_six_months": "no",
    "armed_forces_parent": "no",
    "in_or_beyond_year_9": "no",
    "plan_may_be_necessary": "yes",
    "assess_decision": "assess",
    "advice_quality": "complete",
    "more_advice_needed": "no",
    "plan_decision": "necessary",
    "section_g_agreed": "yes",
    "draft_ready": "yes",
    "family_answered_draft": "yes",
    "meeting_required": "no",
    "materially_changed": "no",
    "section_g_changed": "no",
    "challenge_status": "none",
    "close_decision": "close",
}
FAR_ENOUGH = 400


def start_form_of(process: str) -> str:
    """The form that opens a case of this process."""
    starts = drawing_of(FOLDER / f"{process}.bpmn").all_of("startEvent")
    [form] = [form for start in starts if (form := properties_of(start).get("formJsonSchemaFilename"))]
    return form


class Walk:
    """A case on its way. `usual` and `on_the_way` are the answers that keep it going; all else gets the first there is.

    It opens with the answers to the form of its process's start.
    """

    def __init__(
        self, world: World, process: str = PROCESS, usual: Mapping[str, Any] = ON_THE_WAY, **on_the_way: Any
    ) -> None:
        self.world = world
        self.answers = {**usual, **on_the_way}
        world.publish(process, read_files())
        opening = self.answer_all(start_form_of(process))
        opened = world.do(OpenCase(by=MANAGER, process=process, person=world.person, facts=opening))
        assert opened.case is not None
        world.case = opened.case

    @property
    def tasks(self) -> list[str]:
        """The open tasks by their BPMN ids; the same id twice where two items are at it."""
        return sorted(task.partition("#")[0] for task in self.world.open_tasks())

    @property
    def limits(self) -> dict[str, str]:
        """The status of each limit; where it was set several times, of the last."""
        return {deadline.limit: deadline.status for deadline in self.world.state.deadlines.values()}

    def to(self, *stops: str) -> "Walk":
        """Do whatever is open, and let days go by, until one of these tasks is open (or the case is closed)."""
        for _ in range(FAR_ENOUGH):
            if set(stops) & set(self.tasks) or self.world.state.is_closed:
                return self
            if not self.do_next():
                self.world.pass_time(days=1)
        raise AssertionError(f"Expected to come to {stops}, but {self.tasks} are open")

    def do_next(self) -> bool:
        for task in self.world.open_tasks()[:1]:
            self.do(task.partition("#")[0])
            return True
        return False

    def do(self, bpmn_id: str, **answers: Any) -> "Walk":
        task = next(name for name in self.world.open_tasks() if name.startswith(f"{bpmn_id}#"))
        form = self.world.state.tasks[task].form
        assert form is not None
        self.world.complete(task, **{**self.answer_all(form), **answers})
        return self

    def form_of_message(self, message: str) -> str | None:
        """The form of what is said with a message that the case in hand waits for."""
        catchers = drawing_of(FOLDER / f"{self.world.state.process}.bpmn").elements.values()
        caught = [one for one in catchers if any(part.get("messageRef") == message for part in one)]
        assert caught, f"{self.world.state.process} does not know the message {message}"
        return properties_of(caught[0]).get("formJsonSchemaFilename")

    def answer_all(self, form: str) -> dict[str, Any]:
        asked = json.loads((FOLDER / "forms" / form).read_text())
        return self._answers(asked["schema"], asked["order"])

    def _answers(self, schema: dict[str, Any], order: list[str]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name in order:
            question = schema["properties"][name]
            shown = all(given.get(other) in _listed(value) for other, value in question.get("x-show-if", {}).items())
            if shown and (name in schema["required"] or "x-show-if" in question or "x-items" in question):
                given[name] = self.answers.get(name) or self._first_answer(question)
        return given

    def _first_answer(self, question: dict[str, Any]) -> Any:
        if "enum" in question:
            return question["enum"][0]
        if question.get("format") == "date":
            return self.world.today.isoformat()
        if question["type"] == "string":
            return "As it is on the file."
        if question["type"] == "number":
            return 12.5
        if "enum" in question["items"]:
            return question["items"]["enum"][:1]
        named = [one["row"] for one in question.get("x-prefill", []) if "when" not in one]
        return named or [self._answers(question["items"], question["x-order"])]


def _listed(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def receive(walk: Walk, message: str, **answers: Any) -> Walk:
    """A message whose form has its name, answered as usual."""
    walk.world.receive(message, **{**walk.answer_all(f"{message}.json"), **answers})
    return walk


def finish(walk: Walk) -> str | None:
    """The outcome, after all that is to be done was done as usual."""
    return walk.to("nothing_is_ever_called_this").world.state.outcome


def events_of(world: World, kind: str) -> list[Any]:
    """The events of one kind in the history of the case, in their order."""
    told = world.looking.history(AUTHORITY, world.case)
    return [one.entry.event for one in told if one.entry.kind == kind]


def gaps_in_letters(world: World) -> set[str]:
    """What the letters of the case still lack, but for the authority's own details."""
    drawn = [world.looking.letter(AUTHORITY, world.case, letter) for letter in world.state.letters]
    return {gap for one in drawn for gap in one.missing if not gap.startswith("authority.")}
