"""How the law counts: time limits, calendars, exceptions, notices and reckonings."""

from engine.statute.ages import (
    age_on,
    birthday,
    compulsory_school_age_ends,
    last_friday_in_june,
    school_year_of,
    year_group_on,
)
from engine.statute.calendars import Calendar, england_bank_holidays
from engine.statute.counting import corresponding_date
from engine.statute.facts import day_in
from engine.statute.faults import CannotReckon, RegisterFaults, UnknownGround, UnknownLimit, UnknownNotice
from engine.statute.grounds import Ground
from engine.statute.judging import Judgement, judge_ground
from engine.statute.limits import Limit, Version
from engine.statute.london import LONDON, day_of, start_of
from engine.statute.notices import Content, Notice
from engine.statute.reckoning import Reckoning, governing_version, reckon
from engine.statute.register import Register
from engine.statute.service import MEANS, service_day, service_sentence
from engine.statute.wording import amount, listed, short, spoken

__all__ = [
    "LONDON",
    "MEANS",
    "Calendar",
    "CannotReckon",
    "Content",
    "Ground",
    "Judgement",
    "Limit",
    "Notice",
    "Reckoning",
    "Register",
    "RegisterFaults",
    "UnknownGround",
    "UnknownLimit",
    "UnknownNotice",
    "Version",
    "age_on",
    "amount",
    "birthday",
    "compulsory_school_age_ends",
    "corresponding_date",
    "day_in",
    "day_of",
    "england_bank_holidays",
    "governing_version",
    "judge_ground",
    "last_friday_in_june",
    "listed",
    "reckon",
    "school_year_of",
    "service_day",
    "service_sentence",
    "short",
    "spoken",
    "start_of",
    "year_group_on",
]
