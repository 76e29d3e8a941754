"""Lives the named lives of processes/examples/lives: each says who, what happens when, and what the law makes of it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from engine.case.filters import CaseFilter
from engine.store import Database
from tests.fixtures.world import AUTHORITY, World, read_files
from tests.processes.drawn import FOLDER
from tests.processes.walking import Walk

LIVES = sorted((FOLDER / "examples/lives").glob("*.toml"))
WORDS = {"say", "on", "until", "does", "receives", "with", "turns_to", "limits", "tasks", "letters", "outcome", "cases"}


class NamedLife:
    """One file, lived line by line on the real engine with a clock that it turns."""

    def __init__(self, database: Database, file: Path) -> None:
        self.told = tomllib.loads(file.read_text(encoding="utf-8"))
        opens = self.told["opens"]
        child = {name: _plain(value) for name, value in self.told["child"].items()}
        self.world = World(database, opens["on"], child)
        for process in self.told.get("processes", ()):
            self.world.publish(process, read_files())
        facts = {name: _plain(value) for name, value in opens.get("with", {}).items()}
        usual = {name: _plain(value) for name, value in self.told.get("usual", {}).items()}
        self.walk = Walk(self.world, opens["process"], usual, **facts)
        self.walk.answers = usual

    def live(self) -> None:
        for number, step in enumerate(self.told["then"], start=1):
            assert set(step) <= WORDS, f"step {number}: {set(step) - WORDS} means nothing"
            try:
                self._take(step)
            except AssertionError as wrong:
                raise AssertionError(f"step {number}, {step.get('say', step)}: {wrong}") from wrong

    def _take(self, step: Mapping[str, Any]) -> None:
        if "turns_to" in step:
            self._turn_to(step["turns_to"])
        if "on" in step:
            self._let_days_go_by(step["on"])
        if "until" in step:
            self.walk.to(step["until"])
        answers = {name: _plain(value) for name, value in step.get("with", {}).items()}
        if "does" in step:
            self.walk.do(step["does"], **answers)
        if "receives" in step:
            self._receive(step["receives"], answers)
        self._look(step)

    def _turn_to(self, process: str) -> None:
        """Take the newest case of a process in hand."""
        self.world.carry_out()
        self.world.turn_to(self.cases(process)[-1])

    def cases(self, process: str | None = None) -> list[str]:
        with self.world.engine.database.read() as tx:
            rows = tx.cases(AUTHORITY, CaseFilter(process=process), sort="case", limit=200).items
        return [row.case for row in rows]

    def _let_days_go_by(self, until: date) -> None:
        assert until >= self.world.today, f"it is {self.world.today} already"
        self.world.pass_time(days=(until - self.world.today).days)

    def _receive(self, message: str, answers: dict[str, Any]) -> None:
        form = self.walk.form_of_message(message)
        self.world.receive(message, **{**(self.walk.answer_all(form) if form else {}), **answers})
        self.world.carry_out()

    def _look(self, step: Mapping[str, Any]) -> None:
        for limit, wanted in step.get("limits", {}).items():
            self._look_at_limit(limit, wanted)
        if "tasks" in step:
            assert self.walk.tasks == sorted(step["tasks"])
        if "letters" in step:
            sent = {letter.template for letter in self.world.state.letters.values() if letter.sent_on is not None}
            assert set(step["letters"]) <= sent, f"only {sorted(sent)} were sent"
        if "outcome" in step:
            assert self.world.state.outcome == step["outcome"], f"open tasks: {self.walk.tasks}"
        if "cases" in step:
            assert len(self.cases()) == step["cases"]

    def _look_at_limit(self, limit: str, wanted: Mapping[str, Any]) -> None:
        """The last deadline of the limit: its legal day, its status, and the day on which it was met."""
        set_here = [deadline for deadline in self.world.state.deadlines.values() if deadline.limit == limit]
        assert set_here, f"{limit} is not among {sorted(self.walk.limits)}"
        found = {"legal": set_here[-1].legal, "status": set_here[-1].status, "met_on": set_here[-1].met_on}
        assert {name: found[name] for name in wanted} == dict(wanted), limit


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
