"""Where a child of the SEN2 return learns: the place that comes first, and the others in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from engine.statute import short

Said = Mapping[str, str]

SETTINGS = {
    "OLA": "education_elsewhere",
    "EHE": "home_educated",
    "EYP": "early_years",
    "NEET": "none",
    "NIEC": "none",
    "NIEO": "none",
    "OTH": "other",
    "OPA": "other",
}
RESIDENTIAL = {"A": "part_year", "B": "full_year"}
YES_NO = {"1": "yes", "0": "no"}


def places_of(attended: Sequence[Said], named: Sequence[Said], plan: Said, active: Said) -> dict[str, str]:
    """The columns of a plan that tell its place: where the child is, or else where the plan says."""
    now = sorted((one for one in attended if "leavingdate" not in one), key=_rank)
    left = sorted((one for one in attended if "leavingdate" in one), key=_rank)
    ordered = [*now, *sorted(named, key=_rank), *left]
    first: Said = ordered[0] if ordered else {}
    rest = {_named(one): f"{_named(one)} ({_how(one, attended)})" for one in reversed(ordered) if _named(one)}
    rest.pop(_named(first), None)
    code = first.get("sensetting", "")
    stay = plan.get("planres") or first.get("res") or active.get("res", "")
    work = (plan.get("planwbp"), first.get("wbp"), first.get("wpb"), active.get("wbp"))
    return {
        "setting_name": _name(first),
        "setting_kind": SETTINGS.get(code, code),
        "setting_since": first.get("entrydate", ""),
        "in_sen_unit": flag(first, "senunitindicator"),
        "in_resourced_provision": flag(first, "resourcedprovisionindicator"),
        "other_settings": "; ".join(reversed(rest.values())),
        "residential": RESIDENTIAL.get(stay, stay),
        "work_based_learning": next(filter(None, work), ""),
    }


def flag(said: Said, name: str) -> str:
    """What 1 and 0 say; anything else as it stands, to be refused with its place."""
    value = said.get(name, "")
    return YES_NO.get(value, value)


def _rank(said: Said) -> str:
    return said.get("placementrank", "9")


def _name(said: Said) -> str:
    numbers = [f"{name.upper()} {said[name]}" for name in ("urn", "ukprn") if name in said]
    return ", ".join([*filter(None, [said.get("sensettingother")]), *numbers])


def _named(said: Said) -> str:
    return _name(said) or said.get("sensetting", "")


def _how(said: Said, attended: Sequence[Said]) -> str:
    if said not in attended:
        return "named in the plan"
    days = [
        f"{word} {_day(said[name])}" for word, name in (("from", "entrydate"), ("to", "leavingdate")) if name in said
    ]
    return " ".join(days) or "attended too"


def _day(text: str) -> str:
    try:
        return short(date.fromisoformat(text))
    except ValueError:
        return text
