"""Who moves between phases of education in one September: everyone with a plan in force, each with the reason."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.case.cohorts import (
    CHECK,
    IN_HAND,
    NOT_DUE,
    NOT_STARTED,
    NOTHING,
    REFUSED,
    SETTLED,
    STARTING,
    Candidate,
    KeptPlan,
)
from engine.case.events import Facts
from engine.case.listed import PHASE_TRANSFER, PLAN_KEPT
from engine.case.rejections import BadInput, Fault, NotFound, NotPublished
from engine.definitions.decisions import Decision
from engine.library import Library
from engine.statute import year_group_on
from engine.store import Reading
from engine.version import Law, Version

TABLE = "september_move"
LIMITS = {
    "between_phases": "transfer_between_phases",
    "secondary_to_post_16": "transfer_to_post_16",
    "within_post_16": "transfer_within_post_16",
}
"""By when the plan has to be reviewed and amended, by the rule that the table names."""

IN_ERROR = "transfer_case_in_error"
"""Such a case is none, unless the cohort opened it: a second one is then opened by hand."""

ASKED = ("setting_name", "phase_now")
"""What a list should know of everybody; where it does not, it says so."""

MOVED = ("place_settled", "transfer_appealed", "place_to_be_amended")
"""How a transfer ends that leads to another school."""

NO_MOVE = {"cohort": NOT_DUE, "september_transfer": "none", "transfer_kind": "none"}
AS_THEY_ARE = ("taught_with", "phase_now", "setting_kind", "setting_last_year")
"""What the table reads just as the plan has it."""

FIRST_YEAR, LAST_YEAR = 2015, 2200


def cohort_of(tx: Reading, library: Library, authority: str, year: int) -> list[Candidate]:
    """Everyone with a plan in force, by name, whether they are due in the September of this year or not."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(f"Expected a year between {FIRST_YEAR} and {LAST_YEAR}, but got {year}")
    plans = tx.kept_plans(authority, year)
    if not plans:
        return []
    kept, moving = (_current(tx, library, authority, process) for process in (PLAN_KEPT, PHASE_TRANSFER))
    september = _September(kept, moving.law, year)
    before = _SAID.get((authority, year, kept.hash, moving.hash), {})
    said = {row.plan.case: _said_of(row, before, september) for row in plans}
    _remember((authority, year, kept.hash, moving.hash), said)
    return [candidate for _, candidate in said.values()]


_Said = dict[str, tuple[Any, Candidate]]
_SAID: OrderedDict[tuple[str, int, str, str], _Said] = OrderedDict()
"""What was said last of each plan, with the rows that it was said of: what did not change need not be decided again."""

REMEMBERED = 2
"""Lists."""


def _said_of(row: Any, before: _Said, september: "_September") -> tuple[Any, Candidate]:
    known = before.get(row.plan.case)
    return known if known is not None and known[0] == row else (row, september.candidate(row.read()))


def _remember(which: tuple[str, int, str, str], said: _Said) -> None:
    _SAID.pop(which, None)
    _SAID[which] = said
    while len(_SAID) > REMEMBERED:
        _SAID.popitem(last=False)


def chosen_of(cohort: Iterable[Candidate], cases: Iterable[str] | None) -> list[Candidate]:
    """Those whose transfers begin: of these cases of plans, or of everyone due. What was begun is not begun again."""
    if cases is None:
        return [one for one in cohort if one.starts]
    known = {one.case: one for one in cohort}
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


def _current(tx: Reading, library: Library, authority: str, process: str) -> Version:
    current = tx.current_version(authority, process)
    if current is None:
        raise NotPublished(f"Expected a published process {process}, but there is none")
    return library.version(tx, authority, current.hash)


class _September:
    """The rules of one September; those who are alike in what the table asks are decided once."""

    def __init__(self, version: Version, law: Law, year: int) -> None:
        if TABLE not in version.process.decisions:
            raise NotPublished(f"Expected {PLAN_KEPT} to have the decision table {TABLE}; publish its newest version")
        self._table: Decision = version.process.decisions[TABLE]
        self._law = law
        self._year = year
        self._last_day = date(year, 8, 31)
        self._groups: dict[str, int] = {}
        self._decided: dict[tuple[Any, ...], dict[str, Any]] = {}

    def candidate(self, plan: KeptPlan) -> Candidate:
        facts = plan.facts
        known = _day_in(facts.get("next_transfer_on"), self._year)
        move_on = known or date(self._year, 9, 1)
        group = self._year_group(facts)
        said = self._said(facts, group, known)
        if said["cohort"] != NOT_DUE and (earlier := _year_before(plan, self._year)) is not None:
            because = f"Moves in September {self._year - 1} first ({earlier}); listed by the new school after that"
            said = {**said, **NO_MOVE, "cohort_reason": because}
        day, sentence = self._day_of_law(said["transfer_kind"], move_on)
        standing, transfer, told = _standing(plan, self._year)
        return Candidate(
            plan.case,
            plan.person,
            plan.person_name,
            plan.team,
            group,
            facts.get("setting_name"),
            facts.get("phase_now"),
            said["cohort"],
            said["september_transfer"],
            said["transfer_kind"],
            said["cohort_reason"],
            tuple(name for name in ASKED if name not in facts),
            move_on,
            day,
            sentence,
            standing,
            transfer,
            told,
        )

    def _year_group(self, facts: Facts) -> int | None:
        """The usual year group in the school year that ends before this September."""
        born = facts.get("date_of_birth")
        if born is None:
            return None
        if born not in self._groups:
            self._groups[born] = year_group_on(date.fromisoformat(born), self._last_day)
        return self._groups[born]

    def _said(self, facts: Facts, group: int | None, known: date | None) -> dict[str, Any]:
        if group is None:
            reason = "The date of birth is not recorded"
            return {**NO_MOVE, "cohort": CHECK, "cohort_reason": reason}
        september = f"{self._year}-09-01"
        stays = facts.get("stays_until", "") > september
        key = (group, stays, known, *map(facts.get, AS_THEY_ARE))
        if key not in self._decided:
            self._decided[key] = self._table.decide(
                {
                    "announced_transfer_on": september,
                    # Any birthday of the year group stands for all of them.
                    "date_of_birth": date(self._year - 5 - group, 1, 1).isoformat(),
                    "stays_until": facts["stays_until"] if stays else None,
                    "next_transfer_on": known.isoformat() if known else None,
                    **{name: facts.get(name) for name in AS_THEY_ARE},
                }
            )[1]
        return self._decided[key]

    def _day_of_law(self, kind: str, move_on: date) -> tuple[date | None, str | None]:
        if kind not in LIMITS:
            return None, None
        reckoned = self._law.reckon(LIMITS[kind], {"transfer_on": move_on.isoformat()})
        return reckoned.legal, reckoned.sentence


def _day_in(text: str | None, year: int) -> date | None:
    """The day, if it lies in this year."""
    day = None if text is None else date.fromisoformat(text)
    return day if day is not None and day.year == year else None


def _standing(plan: KeptPlan, year: int) -> tuple[str, str | None, str | None]:
    """What there is of the transfer of this year: its standing, its case, and what is told of it."""
    of_year = [one for one in plan.transfers if one.year == year and (plan.asked or one.outcome != IN_ERROR)]
    for one in sorted(of_year, key=lambda one: one.is_closed):
        return (SETTLED if one.is_closed else IN_HAND), one.case, one.outcome_title
    if plan.asked == REFUSED:
        return NOT_STARTED, None, plan.sentence
    return (NOTHING if plan.asked is None else STARTING), None, None


def _year_before(plan: KeptPlan, year: int) -> str | None:
    """The case of a transfer in the September before: the school of now is then not the one they leave."""
    cases = (one.case for one in plan.transfers if one.year == year - 1 and (not one.is_closed or one.outcome in MOVED))
    return next(cases, None)
