"""Chains of lives: the cases of one person that open each other and tell each other things, lived day by day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from engine.case.commands import CarryOutEffect, OpenCase, ReceiveMessage
from engine.case.events import Facts
from engine.case.rejections import Rejected
from engine.definitions.catalogue import EVERY_CASE, OPENER
from engine.living.simulate import LONGEST_LIFE, SYSTEM, Act, Life, LifeGoesInCircles, opening_facts
from engine.version import Version


class Chain:
    """A life, and those of the cases that come of it.

    `versions` gives the version under which a case of a process opens (None: nobody has
    published it, and the wish stays open, as it does where the opening is refused); `name` gives the next case its id.
    """

    def __init__(self, first: Life, versions: Callable[[str], Version | None], name: Callable[[], str]) -> None:
        self.lives = first.beside
        self._versions = versions
        self._name = name
        self._today = date.min
        self._noticed: set[tuple[str, int]] = set()
        self._coming: list[tuple[date, Life, Mapping[str, Any]]] = []
        self._acts: dict[str, Callable[[Life, Facts], Facts | None]] = {
            "CaseToOpen": self._open,
            "MessageToSend": self._tell,
        }

    def until(self, last: date) -> None:
        """Let everything happen in all the cases up to and including a day, in the order of the days."""
        opened_on = self.lives[0].file.state.opened_on
        assert opened_on is not None, "the first case of a chain must be open"
        self._today = max(self._today, opened_on)
        self.carry_out()
        self._notice(self.lives[0])
        while (found := self._next(last)) is not None:
            life, day, act = found
            # A case that was opened with an old date catches up; nothing happens before what led to it.
            self._today = max(day, self._today)
            life.step(self._today, act)
            self.carry_out()
            self._notice(life)
        self._today = max(self._today, last)

    def _next(self, last: date) -> tuple[Life, date, Act] | None:
        found = [(life, *act) for life in self.lives if (act := life.next_act(last)) is not None]
        if self._coming and self._coming[0][0] <= last:
            day, life, following = self._coming[0]
            found.append((life, day, lambda on: self._follow(life, following, on)))
        return min(found, key=lambda each: each[1], default=None)

    def _notice(self, life: Life) -> None:
        """Some days after a fact of a case is known, its family may do something of its own about it."""
        state = life.file.state
        for number, following in enumerate(life.habits.follows):
            is_news = following["fact"] in state.facts and (state.case, number) not in self._noticed
            if is_news and state.opened_by_case is None and state.process != following["process"]:
                self._noticed.add((state.case, number))
                if life.chance.random() < following["likelihood"]:
                    day = self._today + timedelta(days=life.chance.randint(*following["days"]))
                    self._coming = sorted([*self._coming, (day, life, following)], key=lambda each: each[0])

    def _follow(self, earlier: Life, following: Mapping[str, Any], on: date) -> None:
        """Open a case by hand with what it takes over from another."""
        self._coming.pop(0)
        version, facts = self._versions(following["process"]), earlier.file.state.facts
        if version is None:
            return
        taken = {name: facts[fact] for name, fact in following.get("takes", {}).items() if fact in facts}
        life = earlier.another(version, self._name())
        life.habits = earlier.habits.knowing({**following.get("known", {}), **taken})
        opening = {**opening_facts(version, on, life.chance, life.habits), **taken}
        life.open(following["process"], opening, on, earlier.file.state.team)

    def carry_out(self) -> None:
        """Do what the cases want of each other, and what comes of that, until nothing is left."""
        for _ in range(LONGEST_LIFE):
            if not any(
                [self._one(life, effect) for life in list(self.lives) for effect in list(life.file.state.effects)]
            ):
                return
        raise LifeGoesInCircles(f"the cases that came of {self.lives[0].file.state.case} open or tell without end")

    def _one(self, life: Life, effect: str) -> bool:
        wanted = life.file.state.effects[effect]
        act = self._acts.get(wanted["kind"])
        outcome = act(life, wanted) if act is not None else None
        if outcome is None:
            return False
        case = life.file.state.case
        life.do(CarryOutEffect(by=SYSTEM, case=case, effect=effect, outcome=outcome), self._today)
        return True

    def _open(self, opener: Life, wanted: Facts) -> Facts | None:
        process, facts, state = wanted["process"], wanted["facts"], opener.file.state
        version = self._versions(process)
        if version is None:
            return None
        life = opener.another(version, self._name())
        command = OpenCase(
            by=SYSTEM,
            process=process,
            person=opener.person,
            facts=facts,
            team=state.team,
            opened_by_case=state.case,
        )
        began = facts.get(version.starts_on)
        try:
            life.begin(command, date.fromisoformat(began) if began else self._today, self._today)
        except Rejected:  # the wish stays open, and a person would have to look
            self.lives.remove(life)
            return None
        return {"case": life.file.state.case}

    def _tell(self, sender: Life, wanted: Facts) -> Facts:
        message, payload, reached = wanted["message"], wanted["payload"], []
        for life in self._told(sender, wanted["to"]):
            state = life.file.state
            if message in state.awaits and not state.is_closed:
                life.do(ReceiveMessage(by=SYSTEM, case=state.case, message=message, payload=payload), self._today)
                reached.append(state.case)
        return {"reached": reached}

    def _told(self, sender: Life, to: str) -> list[Life]:
        """The lives that a message is for, as `engine.effects` finds the cases."""
        if to == OPENER:
            opener = sender.file.state.opened_by_case
            return [life for life in self.lives if life.file.state.case == opener]
        others = (life for life in self.lives if life is not sender)
        return [life for life in others if to in (EVERY_CASE, life.file.state.process)]
