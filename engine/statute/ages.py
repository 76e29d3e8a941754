"""School years, year groups and the age at which a child becomes a young person."""

from datetime import date, timedelta

from engine.statute.counting import corresponding_date

SEPTEMBER = 9
FRIDAY = 4


def birthday(born: date, age: int) -> date:
    """The day a person reaches an age; 28 February for one born on 29 February."""
    return corresponding_date(born, 12 * age)


def age_on(born: date, day: date) -> int:
    """Completed years of age on a day."""
    age = day.year - born.year
    return age if birthday(born, age) <= day else age - 1


def school_year_of(day: date) -> int:
    """The calendar year in which the day's school year began: 2026 stands for 2026/27."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def year_group_on(born: date, day: date) -> int:
    """The usual year group: 0 for Reception, 1 for Year 1, 9 for Year 9, 14 for Year 14."""
    turns_five_in = school_year_of(birthday(born, 5))
    return school_year_of(day) - turns_five_in


def last_friday_in_june(year: int) -> date:
    """The school leaving date (Education Act 1996 s.8(3))."""
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)


def compulsory_school_age_ends(sixteenth_birthday: date) -> date:
    """The last day of compulsory school age: the leaving date of the school year of the birthday."""
    return last_friday_in_june(school_year_of(sixteenth_birthday) + 1)
