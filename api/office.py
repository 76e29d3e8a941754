"""What a request is worked on with: the engine, the accounts, the law, and the settings."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Self, cast

from flask import Flask, current_app

from api.addresses import Limits
from api.resource import URL_PREFIX
from api.sending import HttpSender
from api.settings import Settings
from api.smtp import SmtpSender
from engine import Accounts, Engine, LawBook, Morning, NationalFigures, Outside, Rooms, Webhooks, Writing

KEY = "duecourse"


@dataclass(frozen=True, kw_only=True)
class Office(Rooms):
    """Put together once, in `api/app.py`."""

    settings: Settings
    law: LawBook
    national: NationalFigures = NationalFigures()
    caught: Path | None = None
    """Where the demonstration keeps the e-mails that it catches."""

    @classmethod
    def of(
        cls,
        settings: Settings,
        engine: Engine,
        accounts: Accounts,
        law: LawBook,
        national: NationalFigures = NationalFigures(),  # noqa: B008 - frozen
        caught: Path | None = None,
    ) -> Self:
        """The office that the settings ask for."""
        lasts, domains = timedelta(days=settings.link_days), frozenset(settings.mail_domains)
        return cls(engine, accounts, lasts, domains, settings=settings, law=law, national=national, caught=caught)

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
