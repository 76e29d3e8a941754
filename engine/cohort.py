"""Who moves between phases of education in one September: everyone with a plan in force, each with the reason."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.case.cohorts import (
    CHECK,
    DUE,
    NOT_DUE,
    NOT_STARTED,
    NOTHING,
    RECEPTION_FROM,
    Candidate,
    KeptPlan,
    Wanted,
)
from engine.case.events import Facts
from engine.case.listed import PHASE_TRANSFER, PLAN_KEPT
from engine.case.rejections import BadInput, Fault, NotFound, NotPublished
from engine.case.rows import Page
from engine.definitions.decisions import Decision
from engine.library import Library
from engine.store import Reading
from engine.version import Law, Version

TABLE = "september_move"
LIMITS = {
    "between_phases": "transfer_between_phases",
    "secondary_to_post_16": "transfer_to_post_16",
    "within_post_16": "transfer_within_post_16",
}
"""By when the plan has to be reviewed and amended, by the rule that the table names."""

ASKED = ("setting_name", "phase_now")
"""What a list should know of everybody; where it does not, it says so."""

NO_MOVE = {"cohort": NOT_DUE, "september_transfer": "none", "transfer_kind": "none"}
AS_THEY_ARE = ("taught_with", "phase_now", "setting_kind", "setting_last_year")
"""What the table reads just as the plan has it."""

FIRST_YEAR, LAST_YEAR = 2015, 2200


@dataclass(frozen=True)
class Narrowing:
    """Which people of a September are asked for: of these verdicts and standings (none named: any), and so on."""

    verdicts: tuple[str, ...] = ()
    move: str | None = None
    standings: tuple[str, ...] = ()
    team: str | None = None
    text: str = ""
    cases: tuple[str, ...] | None = None

    def fits(self, said: Facts) -> bool:
        return (not self.verdicts or said["cohort"] in self.verdicts) and self.move in (
            None,
            said["september_transfer"],
        )


EVERYONE = Narrowing()
CAN_START = Narrowing(verdicts=(DUE, CHECK), standings=(NOTHING, NOT_STARTED))
STARTS = Narrowing(verdicts=(DUE,), standings=(NOTHING, NOT_STARTED))


class September:
    """Everyone with a plan in force, by name, whether they move in the September of a year or not.

    Plans that are alike in what the table asks are counted together and decided once. Nothing that was decided is
    kept with a plan, so neither a new fact nor a new version of the table leaves anything behind that is out of date.
    """

    def __init__(self, tx: Reading, library: Library, authority: str, year: int) -> None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise NotFound(f"Expected a year between {FIRST_YEAR} and {LAST_YEAR}, but got {year}")
        self._tx, self._authority, self._year = tx, authority, year
        self._alike = tx.plans_alike(authority, year)
        self._rules = _rules(tx, library, authority, year) if self._alike else None

    def counts(self) -> Counter[tuple[str, str]]:
        """How many there are of each verdict and standing."""
        counted: Counter[tuple[str, str]] = Counter()
        if self._rules is not None:
            for one in self._alike:
                said = self._rules.said(one.profile, one.is_moved_before)
                counted[said["cohort"], one.standing] += one.number
        return counted

    def found(self, asked: Narrowing = EVERYONE) -> list[Candidate]:
        """Everyone asked for, by name."""
        if self._rules is None:
            return []
        plans = self._tx.kept_plans(self._authority, self._year, self._wanted(self._rules, asked))
        return [self._rules.candidate(plan) for plan in plans]

    def page(self, asked: Narrowing, *, limit: int, after: str | None) -> Page[Candidate]:
        """Some of them; `after` is the cursor of the page before."""
        wanted = Wanted() if self._rules is None else self._wanted(self._rules, asked)
        plans = self._tx.page_of_plans(self._authority, self._year, wanted, limit=limit, after=after)
        return Page([self._rules.candidate(plan) for plan in plans.items] if self._rules else [], plans.next)

    def _wanted(self, rules: "_Rules", asked: Narrowing) -> Wanted:
        profiles = {one.profile for one in self._alike}
        as_they_are, moved = (
            frozenset(one for one in profiles if asked.fits(rules.said(one, is_moved))) for is_moved in (False, True)
        )
        is_narrow = bool(asked.verdicts) or asked.move is not None
        return Wanted(
            as_they_are if is_narrow else None,
            moved if is_narrow else None,
            asked.standings,
            asked.team,
            asked.text,
            asked.cases,
        )


def chosen_of(september: September, cases: Sequence[str] | None) -> list[Candidate]:
    """Those whose transfers begin: of these cases of plans, or of everyone due. What was begun is not begun again."""
    if cases is None:
        return september.found(STARTS)
    known = {one.case: one for one in september.found(Narrowing(cases=tuple(cases)))}
    faults = [fault for case in cases if (fault := _fault(case, known.get(case))) is not None]
    if faults:
        raise BadInput("Some of these cases cannot be begun", tuple(faults))
    return [known[case] for case in dict.fromkeys(cases) if known[case].can_start]


def _fault(case: str, found: Candidate | None) -> Fault | None:
    if found is None:
        return Fault("/cases", f"Expected the case of a plan in force, but {case} is none")
    if found.standing == NOTHING and not found.can_start:
        return Fault("/cases", f"{case} is not due: {found.because}")
    return None


def _rules(tx: Reading, library: Library, authority: str, year: int) -> "_Rules":
    kept, moving = (_current(tx, library, authority, process) for process in (PLAN_KEPT, PHASE_TRANSFER))
    return _Rules(kept, moving.law, year)


def _current(tx: Reading, library: Library, authority: str, process: str) -> Version:
    current = tx.current_version(authority, process)
    if current is None:
        raise NotPublished(f"Expected a published process {process}, but there is none")
    return library.version(tx, authority, current.hash)


@dataclass(frozen=True)
class _Profile:
    """What the table says of those who are alike, and the facts that it said it of."""

    facts: Facts
    group: int | None
    move_on: date
    said: Facts


class _Rules:
    """The rules of one September; those who are alike in what the table asks are decided once."""

    def __init__(self, version: Version, law: Law, year: int) -> None:
        if TABLE not in version.process.decisions:
            raise NotPublished(f"Expected {PLAN_KEPT} to have the decision table {TABLE}; publish its newest version")
        self._table: Decision = version.process.decisions[TABLE]
        self._law = law
        self._year = year
        self._profiles = _decided(version.hash, year)

    def said(self, profile: str, is_moved_before: bool) -> Facts:
        """Whoever moves the September before is listed by the new school only after that."""
        said = self._profile(profile).said
        return {**said, **NO_MOVE} if is_moved_before and said["cohort"] != NOT_DUE else said

    def candidate(self, plan: KeptPlan) -> Candidate:
        known = self._profile(plan.profile)
        said = self.said(plan.profile, plan.before is not None)
        because = said["cohort_reason"]
        if said is not known.said:
            because = f"Moves in September {self._year - 1} first ({plan.before}); listed by the new school after that"
        day, sentence = self._day_of_law(said["transfer_kind"], known.move_on)
        return Candidate(
            plan.case,
            plan.person,
            plan.person_name,
            plan.team,
            known.group,
            plan.facts.get("setting_name"),
            plan.facts.get("phase_now"),
            said["cohort"],
            said["september_transfer"],
            said["transfer_kind"],
            because,
            tuple(name for name in ASKED if name not in plan.facts),
            known.move_on,
            day,
            sentence,
            plan.standing,
            plan.transfer,
            plan.told,
        )

    def _profile(self, text: str) -> _Profile:
        if text not in self._profiles:
            facts = json.loads(text)
            day = _day_in(facts.get("next_transfer_on"), self._year)
            group = self._year - 1 - facts[RECEPTION_FROM] if RECEPTION_FROM in facts else None
            said = self._decide(facts, group, day)
            self._profiles[text] = _Profile(facts, group, day or date(self._year, 9, 1), said)
        return self._profiles[text]

    def _decide(self, facts: Facts, group: int | None, known: date | None) -> Facts:
        """`group` is the usual year group in the school year that ends before this September."""
        if group is None:
            reason = "The date of birth is not recorded"
            return {**NO_MOVE, "cohort": CHECK, "cohort_reason": reason}
        september = f"{self._year}-09-01"
        stays = facts.get("stays_until", "") > september
        return self._table.decide(
            {
                "announced_transfer_on": september,
                # Any birthday of the year group stands for all of them.
                "date_of_birth": date(self._year - 5 - group, 1, 1).isoformat(),
                "stays_until": facts["stays_until"] if stays else None,
                "next_transfer_on": known.isoformat() if known else None,
                **{name: facts.get(name) for name in AS_THEY_ARE},
            }
        )[1]

    def _day_of_law(self, kind: str, move_on: date) -> tuple[date | None, str | None]:
        if kind not in LIMITS:
            return None, None
        reckoned = self._law.reckon(LIMITS[kind], {"transfer_on": move_on.isoformat()})
        return reckoned.legal, reckoned.sentence


@lru_cache(maxsize=4)
def _decided(version: str, year: int) -> dict[str, _Profile]:
    """What this version of the table says of each profile in this September; a version never says anything else."""
    return {}


def _day_in(text: str | None, year: int) -> date | None:
    """The day, if it lies in this year."""
    day = None if text is None else date.fromisoformat(text)
    return day if day is not None and day.year == year else None
