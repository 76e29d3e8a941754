"""What e-mails say: short, in plain English, with what is due and why, and of children no more than initials."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from engine.case.notices import NotificationRow, initials
from engine.statute import day_of, spoken

MOST = 10
"""Lines of one part; the others are counted."""

SETTINGS = "/notifications/settings"


@dataclass(frozen=True)
class Line:
    """One thing in an e-mail: what, about whom, by when, why, and where to go."""

    title: str
    whom: str
    why: str
    link: str
    due: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with the first lines of what stands below it, how many there are, and where the others are."""

    heading: str
    count: str
    lines: Sequence[Line]
    rest: str = ""


@dataclass(frozen=True)
class Said:
    """An e-mail in words: as text, and the same as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Writing:
    """How children are named, and at which address the pages are."""

    address: str
    shows_names: bool = False

    def whom(self, name: str | None, case: str | None) -> str:
        """ "R. E., NOR-000042": initials and the case number, unless the installation shows names."""
        called = (name if self.shows_names else initials(name)) if name else ""
        return ", ".join(word for word in (called, case or "") if word)

    def place(self, case: str | None, task: str | None) -> str:
        """Where a task, or else its case, is shown."""
        if case is None:
            return f"{self.address}/notifications"
        return f"{self.address}/cases/{quote(case)}" + (f"/tasks/{quote(task, safe='')}" if task else "")

    def line(self, row: NotificationRow, because: str = "") -> Line:
        """A notification as a line; `because` says why it came to this reader."""
        due, why = _due_and_why(row)
        said = " ".join(word for word in (why, because) if word)
        return Line(row.title, self.whom(row.person_name, row.case), said, self.place(row.case, row.task), due)

    def write(self, subject: str, greeting: str, opening: str, parts: Sequence[Part]) -> Said:
        """The whole e-mail. A subject is one line, whatever a title says."""
        subject = " ".join(subject.split())
        footer = f"Choose which e-mails you get: {self.address}{SETTINGS}"
        text = [f"Hello {greeting},", opening, *(_part_text(part) for part in parts), footer, "Due Course"]
        return Said(subject, "\n\n".join(text) + "\n", self._html(subject, greeting, opening, parts))

    def _html(self, subject: str, greeting: str, opening: str, parts: Sequence[Part]) -> str:
        body = "".join(_part_html(part) for part in parts)
        settings = escape(f"{self.address}{SETTINGS}", quote=True)
        return (
            f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
            f'<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;max-width:40em">'
            f'<h1 style="font-size:24px;line-height:1.25">{escape(subject)}</h1>'
            f"<p>Hello {escape(greeting)},</p><p>{escape(opening)}</p>{body}"
            f'<p><a href="{settings}">Choose which e-mails you get</a></p><p>Due Course</p></body></html>'
        )


def _due_and_why(row: NotificationRow) -> tuple[str, str]:
    """By when, and why: in one, where what was told reckons that very day. What had passed by then says so."""
    if row.due_on is None:
        return "", row.sentence
    day = spoken(row.due_on)
    due = f"{'It was due' if row.due_on < day_of(row.at) else 'Due'} by {day}"
    if f"{day}: " in row.sentence:
        return "", row.sentence.replace(f"{day}: ", f"{due}: ", 1)
    return f"{due}.", row.sentence


def _part_text(part: Part) -> str:
    head = f"{part.heading} ({part.count})"
    rest = [f"{_more(part)} {part.rest}".strip()] if _more(part) else []
    return "\n\n".join([f"{head}\n{'-' * len(head)}", *(_line_text(line) for line in part.lines), *rest])


def _line_text(line: Line) -> str:
    head = f"* {line.title}" + (f" ({line.whom})" if line.whom else "")
    return "\n".join([head, *(f"  {word}" for word in (line.due, line.why, line.link) if word)])


def _more(part: Part) -> str:
    """That not all of them are shown, if so."""
    if part.count == str(len(part.lines)) or not part.lines:
        return ""
    return f"These are the first {len(part.lines)}." + (" See all:" if part.rest else "")


def _part_html(part: Part) -> str:
    lines = "".join(_line_html(line) for line in part.lines)
    head = f'<h2 style="font-size:19px;line-height:1.3">{escape(part.heading)} ({escape(part.count)})</h2>'
    return head + (f"<ul>{lines}</ul>" if lines else "") + _more_html(part)


def _more_html(part: Part) -> str:
    if not _more(part):
        return ""
    all_of_them = f' <a href="{escape(part.rest, quote=True)}">{escape(part.heading)}</a>' if part.rest else ""
    return f"<p>{escape(_more(part))}{all_of_them}</p>"


def _line_html(line: Line) -> str:
    whom = f" ({escape(line.whom)})" if line.whom else ""
    why = "".join(f"<br>{escape(word)}" for word in (line.due, line.why) if word)
    link = f'<a href="{escape(line.link, quote=True)}">{escape(line.title)}</a>'
    return f'<li style="margin-bottom:10px">{link}{whom}{why}</li>'
