"""Notifications as data: what somebody is told, why, and how each of us wants to hear of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.case.history import canonical, digest_of
from engine.case.rejections import BadInput, Fault

ASSIGNED, TOMORROW, OVERDUE, FREE = "assigned", "tomorrow", "overdue", "free"
REPLY, MESSAGE, NOTICE, INCIDENT = "reply", "message", "notice", "incident"

KINDS: Mapping[str, str] = {
    OVERDUE: "The last day of a time limit has passed",
    ASSIGNED: "A task is handed over to you, or cases to a team that you lead",
    TOMORROW: "A task of yours is due on the next working day",
    FREE: "Tasks for your role are due and nobody has taken them",
    REPLY: "Advice or a reply comes in on a case where you have a task",
    MESSAGE: "Something happens on a case where you have a task",
    NOTICE: "A process has a notice for your role",
    INCIDENT: "The system could not do something and somebody must look",
}
"""Everything that somebody can be told of, most urgent first."""

PAGE, DIGEST, AT_ONCE = "page", "digest", "at_once"
HOW: Mapping[str, str] = {PAGE: "On the page only", DIGEST: "In the daily e-mail", AT_ONCE: "By e-mail at once"}
USUALLY = {kind: DIGEST for kind in KINDS} | {OVERDUE: AT_ONCE, INCIDENT: AT_ONCE, FREE: PAGE}

PREFERENCE = "notifications"
"""The name under which the preferences of somebody are kept."""

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
"""As HTML takes an e-mail address, with a dot in its domain."""

LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class Notice:
    """Something to be told. What it is `about` names it within its kind and case, so that nobody is told twice."""

    kind: str
    about: str
    title: str
    sentence: str = ""
    case: str | None = None
    task: str | None = None
    due_on: date | None = None

    @property
    def id(self) -> str:
        return digest_of(canonical([self.kind, self.case, self.about]))[:20]


@dataclass(frozen=True)
class NotificationRow:
    """What somebody was told. `instead_of` is who was away, so that whoever covers for them was told."""

    authority: str
    user: str
    id: str
    kind: str
    title: str
    sentence: str
    case: str | None
    task: str | None
    due_on: date | None
    instead_of: str | None
    at: datetime
    is_unread: bool
    read_at: datetime | None
    person_name: str | None = None


@dataclass(frozen=True)
class Preferences:
    """How somebody wants to hear of each kind, and where; without an address of its own the login may be one."""

    address: str = ""
    how: Mapping[str, str] = field(default_factory=dict)

    def way(self, kind: str) -> str:
        return self.how.get(kind, USUALLY[kind])

    @property
    def wants_digest(self) -> bool:
        return any(self.way(kind) == DIGEST for kind in KINDS)

    def checked(self) -> "Preferences":
        """These, if they can be kept; raises `BadInput` with every fault."""
        faults = [
            Fault(f"/how/{kind}", f"Choose one of {', '.join(HOW)} for one of {', '.join(KINDS)}")
            for kind, way in self.how.items()
            if kind not in KINDS or way not in HOW
        ]
        if self.address and (len(self.address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(self.address)):
            faults.append(Fault("/address", "Enter an e-mail address in the correct format, like name@example.gov.uk"))
        if faults:
            raise BadInput("Expected preferences that can be kept", tuple(faults))
        return self


def address_of(login: str, preferences: Preferences) -> str:
    """Where e-mails for somebody go; empty if there is no such place."""
    return preferences.address or (login if ADDRESS.fullmatch(login) else "")


def initials(name: str) -> str:
    """ "R. E." from "Robin Example" """
    return " ".join(f"{part[0].upper()}." for part in re.split(r"[\s-]+", name) if part)


# --- e-mails --------------------------------------------------------------------------------------

WAITING, SENDING, SENT, UNSURE, GIVEN_UP = "waiting", "sending", "sent", "unsure", "given up"


@dataclass(frozen=True)
class Mail:
    """An e-mail on its way. Its `id` says what it is for, so that nobody gets it twice."""

    authority: str
    id: str
    user: str
    address: str
    subject: str
    text: str
    html: str
    made_at: datetime
    until: datetime
    """After this moment it would come too late to be of use."""
    standing: str = WAITING
    due_at: datetime | None = None
    attempts: int = 0
    failing_since: datetime | None = None
    held_until: datetime | None = None
    sentence: str | None = None


HandingOver = Callable[[], None]
"""Called by a sender at the last moment before an e-mail could arrive."""


@dataclass(frozen=True)
class Sent:
    """What came of sending: whether it arrived, surely did not (`again` if it may yet), or nobody knows."""

    standing: str
    sentence: str

    @property
    def again(self) -> bool:
        return self.standing == WAITING
