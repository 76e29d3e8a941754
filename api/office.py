"""What a request is worked on with: the engine, the accounts, the law, and the settings."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from api.addresses import Limits
from api.resource import URL_PREFIX
from api.sending import HttpSender
from api.settings import Settings
from api.smtp import SmtpSender
from engine import (
    Absences,
    Accounts,
    Delegations,
    Diary,
    Engine,
    Feeds,
    LawBook,
    Letterheads,
    Links,
    Looking,
    Morning,
    NationalFigures,
    Notifications,
    Outside,
    Panels,
    PlanBook,
    Retention,
    Staff,
    Views,
    Webhooks,
    Workshop,
    Writing,
)

KEY = "duecourse"


@dataclass(frozen=True)
class Office:
    """Put together once, in `api/app.py`."""

    settings: Settings
    engine: Engine
    accounts: Accounts
    law: LawBook
    national: NationalFigures = NationalFigures()
    caught: Path | None = None
    """Where the demonstration keeps the e-mails that it catches."""
    looking: Looking = field(init=False)
    plans: PlanBook = field(init=False)
    links: Links = field(init=False)
    workshop: Workshop = field(init=False)
    letterheads: Letterheads = field(init=False)
    views: Views = field(init=False)
    absences: Absences = field(init=False)
    diary: Diary = field(init=False)
    feeds: Feeds = field(init=False)
    panels: Panels = field(init=False)
    staff: Staff = field(init=False)
    retention: Retention = field(init=False)
    delegations: Delegations = field(init=False)
    notifications: Notifications = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looking", Looking(self.engine))
        lasts = timedelta(days=self.settings.link_days)
        object.__setattr__(self, "links", Links(self.engine, lasts))
        object.__setattr__(self, "plans", PlanBook(self.engine))
        object.__setattr__(self, "workshop", Workshop(self.engine))
        object.__setattr__(self, "letterheads", Letterheads(self.engine.database, self.engine.clock))
        object.__setattr__(self, "views", Views(self.engine.database, self.engine.clock))
        object.__setattr__(self, "absences", Absences(self.engine.database, self.engine.clock))
        object.__setattr__(self, "diary", Diary(self.engine))
        object.__setattr__(self, "feeds", Feeds(self.engine.database, self.engine.clock))
        object.__setattr__(self, "panels", Panels(self.engine))
        object.__setattr__(self, "staff", Staff(self.engine, self.accounts))
        object.__setattr__(self, "retention", Retention(self.engine.database, self.engine.clock))
        object.__setattr__(self, "delegations", Delegations(self.engine))
        domains = frozenset(self.settings.mail_domains)
        object.__setattr__(self, "notifications", Notifications(self.engine.database, self.engine.clock, domains))

    @property
    def limits(self) -> Limits:
        """Where webhooks may go."""
        return Limits(self.settings.webhooks_to_localhost, self.settings.webhooks_to_private)

    @cached_property
    def outside(self) -> Outside:
        """What telling webhooks needs; not before it is needed, because the key may have to be made."""
        cases = f"{self.settings.address}{URL_PREFIX}/cases"
        return Outside(HttpSender(self.limits), self.settings.secret().encode(), cases)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.engine, self.outside)

    @property
    def writing(self) -> Writing:
        """How e-mails name children, and at which address the pages are."""
        return Writing(self.settings.address, self.settings.mail_names)

    @cached_property
    def sender(self) -> SmtpSender | None:
        """What sends e-mails; None where nobody said how."""
        of = self.settings
        if not of.mail_host:
            return None
        page = f"{of.address}/notifications/settings"
        return SmtpSender(
            of.mail_host, of.mail_port, of.mail_from, page, of.mail_tls, of.mail_user, of.mail_password_file
        )

    @property
    def morning(self) -> Morning:
        """What the daily notices need."""
        writing = self.writing if self.sender is not None else None
        return Morning(self.law.calendar, self.settings.digest_hour, writing)

    def close(self) -> None:
        self.engine.database.close()


def move_in(app: Flask, office: Office) -> None:
    app.extensions[KEY] = office


def office() -> Office:
    """The office of the app that answers this request."""
    return cast(Office, current_app.extensions[KEY])
