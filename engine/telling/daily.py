"""The notices of a day: once each working morning, what falls due next, and the e-mail that sums the day up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.case.filters import TaskFilter
from engine.case.notices import (
    ASSIGNED,
    DIGEST,
    FREE,
    OVERDUE,
    TOMORROW,
    Mail,
    Notice,
    NotificationRow,
    Preferences,
    address_of,
)
from engine.case.permissions import WORK_CASES
from engine.case.rows import TaskRow, UserRow
from engine.engine import Engine
from engine.notifying import may, tell
from engine.statute import LONDON, Calendar, day_of, spoken, start_of
from engine.store import Reading
from engine.telling.mail_words import MOST, Line, Part, Writing
from engine.telling.notifications import preferences_of

DAY = timedelta(days=1)
BATCH = 200
BANDS = (("overdue", "Overdue"), ("today", "Today"), ("this_week", "Later this week"))
COUNTED = 99

Free = dict[tuple[str, str | None], int]
Named = tuple[str | None, str | None]
"""A task: its case and its name."""


@dataclass(frozen=True)
class Morning:
    """What the daily notices need from outside: which days are working days, from what hour on, and how to write.

    With no `writing` there are no e-mails, only what the page shows.
    """

    calendar: Calendar
    hour: int
    writing: Writing | None


def begin_day(engine: Engine, morning: Morning) -> int:
    """Make the notices of today for every authority that has none yet; for how many.

    Two workers at once are harmless: each notice and each e-mail has a name of its own, and exists once.
    """
    now = engine.clock()
    today = day_of(now)
    if now.astimezone(LONDON).time() < time(morning.hour) or not morning.calendar.is_working_day(today):
        return 0
    with engine.database.read() as tx:
        waiting = [one.id for one in tx.authorities() if not tx.is_day_notified(one.id, today)]
    for authority in waiting:
        _notices(engine, authority, today, morning.calendar.working_day_on_or_after(today + DAY), now)
        if morning.writing is not None:
            _digests(engine, authority, today, now, morning.writing)
        with engine.database.write() as tx:
            tx.note_day_notified(authority, today, now)
    return len(waiting)


# --- what falls due ------------------------------------------------------------------------------


def _notices(engine: Engine, authority: str, today: date, tomorrow: date, now: datetime) -> None:
    with engine.database.read() as tx:
        held, free = tx.held_and_due(authority, today, tomorrow), tx.free_and_due(authority, tomorrow)
        workers = [user for user in tx.users(authority) if may(user, WORK_CASES) and user.works_as]
    told = [(_due_next(task, tomorrow), task.assignee) for task in held]
    told += [(_nobody_has(number, tomorrow, today), user.id) for user in workers if (number := _for_user(user, free))]
    for start in range(0, len(told), BATCH):
        with engine.database.write() as tx:
            for notice, user in told[start : start + BATCH]:
                tell(tx, authority, notice, [user], now)


def _due_next(task: Any, tomorrow: date) -> Notice:
    said = f"To be done by {spoken(tomorrow)}."
    why = f"{said} {task.sentence}." if task.sentence else said
    return Notice(TOMORROW, f"{task.task} {tomorrow}", task.title, why, task.case, task.task, task.legal)


def _nobody_has(number: int, tomorrow: date, today: date) -> Notice:
    many = f"{number} tasks that nobody has taken are" if number > 1 else "1 task that nobody has taken is"
    said = "They are" if number > 1 else "It is"
    return Notice(FREE, today.isoformat(), f"{many} due by {spoken(tomorrow)}", f"{said} for a role that you work as.")


def _for_user(user: UserRow, free: Free) -> int:
    """How many of the tasks that nobody has this user could take."""
    return sum(
        number
        for (role, team), number in free.items()
        if role in user.works_as and (team is None or not user.teams or team in user.teams)
    )


# --- the daily e-mail ----------------------------------------------------------------------------


def _digests(engine: Engine, authority: str, today: date, now: datetime, writing: Writing) -> None:
    with engine.database.read() as tx:
        away = {one.user for one in tx.absences(authority, today) if one.is_on(today)}
        users = [user for user in tx.users(authority) if user.is_active and user.id not in away]
    for user in users:
        with engine.database.read() as tx:
            mail = _digest(tx, user, today, now, writing)
        if mail is not None:
            with engine.database.write() as tx:
                tx.add_mail(mail)


def _digest(tx: Reading, user: UserRow, today: date, now: datetime, writing: Writing) -> Mail | None:
    """The e-mail of the day for one user; None when they want none or there is nothing to say."""
    wishes = preferences_of(tx, user.authority, user.id)
    address = address_of(user.login, wishes)
    if not address or not wishes.wants_digest:
        return None
    work, listed = _work(tx, user, today, writing)
    parts = [*work, *_news(tx, user, wishes, listed, writing)]
    if not parts:
        return None
    counts = ", ".join(f"{part.count} {part.heading.lower()}" for part in parts)
    subject = f"Your work on {spoken(today)}: {counts}"
    opening = "This is what you have in hand. Each line says what is due and why."
    said = writing.write(subject, user.name, opening, parts)
    whole = (subject, said.text, said.html)
    return Mail(
        user.authority, f"digest {today} {user.id}", user.id, address, *whole, now, start_of(today + DAY), due_at=now
    )


def _work(tx: Reading, user: UserRow, today: date, writing: Writing) -> tuple[list[Part], set[Named]]:
    """What they have, and what those have for whom they stand in, by how near its day is; and which tasks these are."""
    holders = [user.id, *sorted(tx.covered_by(user.authority, user.id, today))]
    parts: list[Part] = []
    listed: set[Named] = set()
    for band, heading in BANDS:
        found, number = _of_band(tx, user.authority, holders, band, today)
        if found:
            lines = [_task_line(tx, task, user.id, band, writing) for task in found[:MOST]]
            rest = f"{writing.address}/?show={'mine' if len(holders) == 1 else 'next'}&band={band}"
            parts.append(Part(heading, _counted(number), lines, rest))
            listed |= {(task.case, task.task) for task in found}
    return parts, listed


def _of_band(tx: Reading, authority: str, holders: Sequence[str], band: str, today: date) -> tuple[list[TaskRow], int]:
    """Tasks whose day is so near, the nearest first, and how many there are."""
    found: list[TaskRow] = []
    number = 0
    for holder in holders:
        asked = TaskFilter(assignee=holder, band=band, band_on=today)
        found += tx.tasks(authority, asked, limit=COUNTED).items
        number += tx.count_tasks(authority, asked, most=COUNTED)
    found.sort(key=lambda task: (task.working or date.max, task.case, task.task))
    return found, number


def _counted(number: int) -> str:
    return f"{COUNTED}+" if number > COUNTED else str(number)


def _task_line(tx: Reading, task: TaskRow, user: str, band: str, writing: Writing) -> Line:
    due, why = _due_and_why(task, band, tx.sentence_of(task.case, task.timer) if task.timer else "")
    if task.is_excused:
        why += " An exception is recorded."
    if task.assignee != user:
        why += " You stand in for whoever has it."
    return Line(
        task.title, writing.whom(task.person_name, task.case), why.strip(), writing.place(task.case, task.task), due
    )


def _due_and_why(task: TaskRow, band: str, sentence: str) -> tuple[str, str]:
    """By when, and how that day was reckoned: in one, where the reckoning begins with that very day."""
    said = "It was due by" if band == "overdue" else "Do it by"
    day = task.legal if band == "overdue" else task.working
    if day is None:
        return "", f"{sentence}." if sentence else ""
    if sentence.startswith(spoken(day)):
        return "", f"{said} {sentence}."
    return f"{said} {spoken(day)}.", f"{sentence}." if sentence else ""


def _news(tx: Reading, user: UserRow, wishes: Preferences, listed: set[Named], writing: Writing) -> list[Part]:
    """What they were told and have not read, of the kinds that they want in the daily e-mail; due dates stand above."""
    page = tx.notifications(user.authority, user.id, is_unread=True, limit=200)
    rows = [row for row in page.items if wishes.way(row.kind) == DIGEST and not _stands_above(row, listed)]
    if not rows:
        return []
    lines = [writing.line(row) for row in rows[:MOST]]
    return [Part("Not read yet", str(len(rows)), lines, f"{writing.address}/notifications?show=unread")]


def _stands_above(row: NotificationRow, listed: set[Named]) -> bool:
    """Whether it says no more than that something is to be done, which the list of work says already."""
    is_work = row.kind in (ASSIGNED, OVERDUE) and (row.case, row.task) in listed
    return is_work or row.kind in (TOMORROW, FREE)
