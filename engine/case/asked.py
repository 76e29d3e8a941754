"""What somebody asks to see of the queue, in the few words that an address, a saved view and a memory keep."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from engine.case.commands import Actor
from engine.case.filters import BANDS, TaskFilter
from engine.case.office_rows import TeamRow, taken_by

WHOSE = ("next", "mine", "teams", "duty", "all")
"""Next for somebody; taken by them; of their teams; of their teams and taken by nobody; everybody's."""

SORTS = ("working", "opened", "person", "title")
ROLES = ("casework", "decision", "psychology", "health", "social_care", "business_support")
NOBODY = "nobody"
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """A view of the queue. `who` is a user who holds the tasks, or `nobody`."""

    show: str = WHOSE[0]
    band: str = ""
    sort: str = SORTS[0]
    text: str = ""
    process: str = ""
    role: str = ""
    team: str = ""
    who: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """The view that words ask for; what is not known falls back to what is usual."""
        given = {one.name: str(said.get(one.name) or "").strip()[:LONGEST] for one in fields(cls)}
        known = {"show": WHOSE, "band": BANDS, "sort": SORTS, "role": ROLES}
        kept = {name: word for name, word in given.items() if word and word in known.get(name, (word,))}
        return cls(**kept)

    def words(self) -> dict[str, str]:
        """What is not as usual, by name."""
        usual = Asked()
        return {name: word for name, word in vars(self).items() if word != getattr(usual, name)}

    def address(self) -> dict[str, str]:
        """The same as the query of an address, which always says whose work it is."""
        return {"show": self.show, **self.words()}

    def changed(self, **words: str) -> Self:
        return replace(self, **words)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """By what it is narrowed, beyond whose work it is and how it is sorted."""
        return tuple(name for name in self.words() if name not in ("show", "sort"))

    def filter(self, actor: Actor, covering: frozenset[str], today: date, teams: Iterable[TeamRow] = ()) -> TaskFilter:
        """The filter that finds it, for one who stands in for others today; `teams` say whose tasks they take."""
        named = self.who if self.who != NOBODY else None
        is_next = self.show == "next" and not self.who
        return TaskFilter(
            queue_of=actor if is_next else None,
            covering=covering if is_next else frozenset(),
            assignee=named or (actor.id if self.show == "mine" else None),
            is_unassigned=self.who == NOBODY or self.show == "duty",
            roles=frozenset({self.role} if self.role else ()),
            teams=frozenset({self.team}) if self.team else self._teams(actor),
            taken=self._taken(teams),
            process=self.process or None,
            band=self.band or None,
            band_on=today if self.band else None,
            text=self.text or None,
        )

    def _taken(self, teams: Iterable[TeamRow]) -> tuple[tuple[str, frozenset[str]], ...]:
        """What teams take; of a role that is asked for, and of what somebody has, everything is shown."""
        if self.role or self.who not in ("", NOBODY) or self.show == "mine":
            return ()
        return taken_by(teams)

    def _teams(self, actor: Actor) -> frozenset[str]:
        """The teams of the actor, where they are asked for; somebody without a team sees the duty queue of all."""
        if self.show == "teams" and not self.who:
            return actor.teams or frozenset({""})
        return actor.teams if self.show == "duty" else frozenset()
