"""A case to which anything happens that people, or machines, might do: sensible, mistaken, or late."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from engine.case import commands as c
from engine.case.commands import Actor, CaseCommand
from engine.case.forms import Form
from engine.case.rejections import Rejected
from engine.case.rows import UserRow
from engine.case.state import CaseState
from engine.definitions import collect
from engine.effects import carry_out
from engine.living.answering import Habits, made_up_answers
from engine.store import Database
from engine.sweep import sweep
from engine.version import Version
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, OFFICER, POLICY, World, small_files
from tests.simulation.agreement import disagreements, foreseen

HABITS = Habits(answers={"decision": {"assess": 4, "refuse": 1}})
DECIDER = Actor("u:dee", "Dee Decider", AUTHORITY, frozenset({"caseworker"}), frozenset({"decision"}))
STAFF = (MANAGER, OFFICER, DECIDER)
RENAMED = {"record_advice": "write_down_advice", "advice_late": "advice_overdue"}
BETTER = {**RENAMED, "Explain the delay to the family": "Say why it takes so long"}
FIRST, SECOND = (collect("small_request", small_files(**changes)) for changes in ({}, BETTER))
WORK = (c.CompleteTask, c.ClaimTask, c.ReleaseTask, c.AssignTask, c.SaveDraft)
MESSAGES = ("request_withdrawn", "nobody_knows")


class RandomLife:
    """Each step is a command that chance chooses, first foreseen on the thawed case, then really done."""

    def __init__(self, database: Database, seed: int) -> None:
        self.chance = Random(seed)
        self.world = World(database, MONDAY + timedelta(days=self.chance.randint(0, 60)))
        self.told = [f"seed {seed}"]
        with database.write() as tx:
            for package in (SECOND, FIRST):
                content, at = package.to_bytes(), self.world.now
                tx.add_version(AUTHORITY, package.hash, package.process, content, note="", by=POLICY.id, at=at)
            for actor in STAFF:
                tx.add_user(_user(actor, self.world.now), "no password")
        self.world.request_received(on=self.world.today - timedelta(days=self.chance.randint(0, 30)))
        if self.chance.random() < 0.6:
            self.world.complete("decide_whether_to_assess#1", decision="assess", advice=self._advisers())

    def step(self) -> None:
        act = self.chance.choices([act for act, _ in LIKELY], [weight for _, weight in LIKELY])[0]
        if self.state.is_closed and self.chance.random() < 0.7:
            act = RandomLife.reopen
        act(self)

    def faults(self) -> list[str]:
        """What does not agree, with all that led to it."""
        wrong = disagreements(self.world.engine, AUTHORITY, self.world.case)
        return [*self.told, *wrong] if wrong else []

    # --- what people do -------------------------------------------------------------------------

    def work(self) -> None:
        """Somebody does something with a task, their own or not, rightly or wrongly."""
        kind = self.chance.choice((c.CompleteTask, c.CompleteTask, *WORK))
        task = self._one(self.state.tasks) or "decide_whether_to_assess#1"
        by = self.chance.choice((MANAGER, *STAFF))
        more: dict[str, Any] = {"to": self.chance.choice(("u:cas", "u:dee"))} if kind is c.AssignTask else {}
        if kind in (c.CompleteTask, c.SaveDraft):
            more = {"answers": self._answers(self.form_of(task))}
        self._do(kind(by=by, case=self.world.case, task=task, effective_on=self._day(), **more))

    def finish(self) -> None:
        """The manager completes a task properly."""
        task = self._one(self.state.tasks)
        if task is not None:
            answers = self._answers(self.form_of(task), rightly=1.0)
            self._do(c.CompleteTask(by=MANAGER, case=self.world.case, task=task, answers=answers))

    def hear(self) -> None:
        message = self.chance.choice(MESSAGES) if self.chance.random() < 0.3 else "adviser_added"
        catchers = self.version.process.catchers
        form = self.version.form_of_message(message) if message in catchers else None
        self._tell(c.ReceiveMessage, message=message, payload=self._answers(form))

    def correct(self) -> None:
        item = self._one(self.state.facts.get("advice") or {})
        if item is not None and self.chance.random() < 0.5:
            day = (self.world.today - timedelta(days=self.chance.randint(0, 60))).isoformat()
            facts = {"advice_request_received": day}
            self._tell(c.CorrectFacts, facts=facts, reason="Misread", item=f"advice/{item}")
            return
        day = (self.world.today - timedelta(days=self.chance.randint(-2, 60))).isoformat()
        name = self.chance.choice(("request_received", "draft_plan_notice_served_on", "colour"))
        self._tell(c.CorrectFacts, facts={name: day}, reason=self.chance.choice(("Misread", "")))

    def excuse(self) -> None:
        if self.state.exceptions and self.chance.random() < 0.4:
            name = self._one(self.state.exceptions)
            self._tell(c.EndException, exception=name, ended_on=self.world.today)
            return
        particulars = {"affects": "child", "what_happened": "Illness", "began_on": self.world.today.isoformat()}
        timer = self._one(self.state.deadlines) or "none#1"
        ground = self.chance.choice(("exceptional_personal_circumstances", "exceptional_circumstances", "holiday"))
        self._tell(c.RecordException, timer=timer, ground=ground, particulars=particulars, evidence="A letter")

    def keep_papers(self) -> None:
        if self.chance.random() < 0.5:
            self._tell(c.AddNote, text=self.chance.choice(("The parent rang", "  ")))
        else:
            content = self.chance.choice((b"A report", b""))
            self._tell(c.AttachDocument, name="report.txt", media_type="text/plain", content=content)

    def reopen(self) -> None:
        self._tell(c.ReopenCase, reason="Closed in error")

    def move(self) -> None:
        """To the other version, or in error to the same."""
        to = self.chance.choice((FIRST, SECOND))
        renamed = RENAMED if to is SECOND else {new: old for old, new in RENAMED.items()}
        self._tell(c.MoveCase, by=POLICY, version=to.hash, renamed=renamed, reason="A better diagram")

    def pass_time(self) -> None:
        days = self.chance.choice((1, 10, 20, 45))
        self.told.append(f"pass {days} days")
        self.world.now += timedelta(days=days)
        sweep(self.world.engine)

    def carry_out(self) -> None:
        self.told.append("carry out effects")
        carry_out(self.world.engine)

    # --- how they do it -------------------------------------------------------------------------

    @property
    def state(self) -> CaseState:
        return self.world.state

    @property
    def version(self) -> Version:
        with self.world.engine.database.read() as tx:
            return self.world.engine.library.version(tx, AUTHORITY, self.state.version)

    def form_of(self, task: str) -> Form | None:
        return self.version.form(self.state.tasks[task].form) if task in self.state.tasks else None

    def _advisers(self) -> list[dict[str, str]]:
        days = [self.world.today - timedelta(days=self.chance.randint(0, 40)) for _ in range(self.chance.randint(1, 3))]
        return [{"adviser": f"Adviser {n}", "advice_request_received": day.isoformat()} for n, day in enumerate(days)]

    def _one(self, names: Any) -> str | None:
        return self.chance.choice(sorted(names)) if names else None

    def _day(self) -> date | None:
        """Mostly today; now and then some days ago, or in the future."""
        if self.chance.random() < 0.8:
            return None
        return self.world.today - timedelta(days=self.chance.randint(-2, 20))

    def _answers(self, form: Form | None, rightly: float = 0.85) -> dict[str, Any]:
        answers = made_up_answers(form, self.world.today, self.chance, HABITS) if form is not None else {}
        return answers if self.chance.random() < rightly else {**answers, "colour": "red"}

    def _tell(self, kind: type[CaseCommand], by: Actor = MANAGER, **values: Any) -> None:
        self._do(kind(by=by, case=self.world.case, **values))

    def _do(self, command: CaseCommand) -> None:
        self.told.append(repr(command))
        expected = foreseen(self.world.engine, command)
        happened: list[str] | type[Rejected]
        try:
            happened = [entry.hash for entry in self.world.do(command).entries]
        except Rejected as refusal:
            happened = type(refusal)
            self.told[-1] += f" -> {refusal.kind}"
        if not isinstance(command, c.AssignTask) or isinstance(happened, list):
            assert happened == expected, "\n".join([*self.told, f"{happened} is not {expected} of the thawed case"])


def _user(actor: Actor, now: Any) -> UserRow:
    return UserRow(actor.authority, actor.id, actor.name, actor.id, actor.roles, actor.works_as, actor.teams, True, now)


LIKELY: list[tuple[Callable[[RandomLife], None], int]] = [
    (RandomLife.work, 8),
    (RandomLife.finish, 9),
    (RandomLife.hear, 4),
    (RandomLife.correct, 3),
    (RandomLife.excuse, 2),
    (RandomLife.keep_papers, 2),
    (RandomLife.reopen, 1),
    (RandomLife.move, 3),
    (RandomLife.pass_time, 6),
    (RandomLife.carry_out, 2),
]
