"""Lives the named lives of processes/examples/lives: each says who, what happens when, and what the law makes of it."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from engine.case.commands import OpenCase, RecordException
from engine.case.filters import CaseFilter
from engine.case.state import Deadline
from engine.statute import LONDON
from engine.store import Database
from tests.fixtures.world import AUTHORITY, MANAGER, World, read_files
from tests.processes.drawn import FOLDER
from tests.processes.walking import Walk, start_form_of

LIVES = sorted((FOLDER / "examples/lives").glob("*.toml"))
DOINGS = {"usually", "opens", "turns_to", "on", "until", "does", "does_every", "receives", "with", "excuses"}
LOOKS = {"limits", "facts", "tasks", "letters", "outcome", "cases"}
ONE_DAY = timedelta(days=1)
WORDS = {"say", *DOINGS, *LOOKS}


class InHand(Walk):
    """A walk along whatever case is in hand; it opens none by itself."""

    def __init__(self, world: World, usual: dict[str, Any]) -> None:
        self.world = world
        self.answers = usual


class NamedLife:
    """One file, lived line by line on the real engine with a clock that it turns."""

    def __init__(self, database: Database, file: Path) -> None:
        self.told = tomllib.loads(file.read_text(encoding="utf-8"))
        opens, child = self.told["opens"], _plain(self.told["child"])
        self.world = World(database, opens["on"], child)
        for process in (opens["process"], *self.told.get("processes", ())):
            self.world.publish(process, read_files())
        usual = {"date_of_birth": child["date_of_birth"], **_plain(self.told.get("usual", {}))}
        self.walk = InHand(self.world, usual)
        self._open(opens["process"], _plain(opens.get("with", {})))

    def live(self) -> None:
        for number, step in enumerate(self.told["then"], start=1):
            assert set(step) <= WORDS, f"step {number}: {set(step) - WORDS} means nothing"
            try:
                self._take(step)
            except AssertionError as wrong:
                raise AssertionError(f"step {number}, {step.get('say', step)}: {wrong}") from wrong

    def _take(self, step: Mapping[str, Any]) -> None:
        self.walk.answers.update(_plain(step.get("usually", {})))
        answers = _plain(step.get("with", {}))
        if "on" in step:
            self._let_days_go_by(step["on"])
        if "opens" in step:
            self._open(step["opens"], answers)
        if "turns_to" in step:
            self._turn_to(step["turns_to"])
        if "until" in step:
            self.walk.to(step["until"])
        if "does" in step:
            self._do(step["does"], answers)
        while step.get("does_every") in self.walk.tasks:
            self._do(step["does_every"], answers)
        if "receives" in step:
            self._receive(step["receives"], answers)
        for reason in step.get("excuses", ()):
            self._excuse(**reason)
        self.world.carry_out()
        self._look(step)

    def _open(self, process: str, answers: dict[str, Any]) -> None:
        """Open a further case by hand, as an officer does, and take it in hand."""
        facts = {**self.walk.answer_all(start_form_of(process)), **answers}
        opened = self.world.do(OpenCase(by=MANAGER, process=process, person=self.world.person, facts=facts)).case
        assert opened is not None
        self.world.turn_to(opened)

    def _do(self, task: str, answers: dict[str, Any]) -> None:
        assert task in self.walk.tasks, f"{self.walk.tasks} are open on {self.world.today}"
        self.walk.do(task, **answers)

    def _turn_to(self, process: str) -> None:
        """Take the newest case of a process in hand."""
        found = self.cases(process)
        assert found, f"there is no case of {process}, only {self.cases()}"
        self.world.turn_to(found[-1])

    def cases(self, process: str | None = None) -> list[str]:
        with self.world.engine.database.read() as tx:
            rows = tx.cases(AUTHORITY, CaseFilter(process=process), sort="case", limit=200).items
        return [row.case for row in rows]

    def left_undone(self) -> dict[str, list[str]]:
        """What a case wanted, of another or of the post, that did not come about."""
        states = {case: self.world.looking.state(AUTHORITY, case) for case in self.cases()}
        undone = {case: [*state.effects, *state.incidents] for case, state in states.items()}
        return {case: names for case, names in undone.items() if names}

    def _let_days_go_by(self, until: date) -> None:
        """Live through every day on which something falls due; on the days between nothing can happen."""
        assert until >= self.world.today, f"it is {self.world.today} already"
        while self.world.today < until:
            following = self._next_day(until)
            self.world.now += following - self.world.today - ONE_DAY
            self.world.pass_time(days=1)

    def _next_day(self, latest: date) -> date:
        """The day after today on which the next timer of any case fires, or the latest day."""
        with self.world.engine.database.read() as tx:
            due = tx.due_timers(self.world.now + (latest - self.world.today), 1)
        soonest = self.world.today + ONE_DAY
        return max(soonest, due[0].due_at.astimezone(LONDON).date()) if due else latest

    def _receive(self, message: str, answers: dict[str, Any]) -> None:
        form = self.walk.form_of_message(message)
        self.world.receive(message, **{**(self.walk.answer_all(form) if form else {}), **answers})

    def _excuse(self, limit: str, particulars: Mapping[str, Any], **reason: Any) -> None:
        """Record the ground on which the law excuses a limit, with the particulars that open it."""
        timer = self._last(limit).timer
        self.world.tell(RecordException, timer=timer, particulars=_plain(particulars), **reason)

    def _look(self, step: Mapping[str, Any]) -> None:
        for limit, wanted in step.get("limits", {}).items():
            deadline = self._last(limit)
            found = {name: getattr(deadline, name) for name in wanted}
            assert found == dict(wanted), f"{limit} is {found}"
        state = self.world.state
        for fact, value in _plain(step.get("facts", {})).items():
            assert state.facts.get(fact) == value, f"{fact} is {state.facts.get(fact)}"
        if "tasks" in step:
            assert self.walk.tasks == sorted(step["tasks"])
        if "letters" in step:
            sent = {letter.template for letter in state.letters.values() if letter.sent_on is not None}
            assert set(step["letters"]) <= sent, f"only {sorted(sent)} were sent"
        if "outcome" in step:
            assert state.outcome == step["outcome"], f"open tasks: {self.walk.tasks}"
        if "cases" in step:
            assert len(self.cases()) == step["cases"]

    def _last(self, limit: str) -> Deadline:
        """The last deadline that was set by a limit."""
        set_here = [deadline for deadline in self.world.state.deadlines.values() if deadline.limit == limit]
        assert set_here, f"{limit} is not among {sorted(self.walk.limits)}"
        return set_here[-1]


def _plain(value: Any) -> Any:
    """What TOML says as dates, said as the forms say it."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
