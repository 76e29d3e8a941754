"""The facts that lists of cases are made of: kept beside the summary of a case, so that no history need be read."""

from engine.case.events import Facts

PLAN_KEPT, PHASE_TRANSFER = "plan_maintenance", "phase_transfer"
"""The process of a plan in force, and that of a move between phases which it opens."""

LISTED: dict[str, tuple[str, ...]] = {
    PLAN_KEPT: (
        "date_of_birth",
        "setting_name",
        "setting_kind",
        "phase_now",
        "setting_last_year",
        "taught_with",
        "stays_until",
        "next_transfer_on",
    ),
    PHASE_TRANSFER: ("transfer_on",),
}


def listed_facts(process: str, facts: Facts) -> Facts | None:
    """Those of its facts that a list asks for; None for a process of which there is no such list."""
    names = LISTED.get(process)
    return None if names is None else {name: facts[name] for name in names if facts.get(name) is not None}
