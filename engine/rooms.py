"""The rooms of the office: everything that pages and programs ask of the engine, each opened once."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from engine.engine import Engine
from engine.looking import Looking
from engine.office.absences import Absences
from engine.office.accounts import Accounts
from engine.office.delegating import Delegations
from engine.office.diary import Diary
from engine.office.feeds import Feeds
from engine.office.letterheads import Letterheads
from engine.office.packing import Packing
from engine.office.panels import Panels
from engine.office.retention import Retention
from engine.office.staff import Staff
from engine.office.teams import Teams
from engine.office.views import Views
from engine.office.working_calendar import WorkingCalendar
from engine.outside.links import USUAL, Links
from engine.outside.reminding import Reminders
from engine.planbook import PlanBook
from engine.telling.notifications import Notifications
from engine.workshop import Workshop


@dataclass(frozen=True)
class Rooms:
    """`link_lasts` is how long links open something if nobody says otherwise; `mail_domains` where e-mails may go."""

    engine: Engine
    accounts: Accounts
    link_lasts: timedelta = USUAL
    mail_domains: frozenset[str] = frozenset()

    @cached_property
    def looking(self) -> Looking:
        return Looking(self.engine)

    @cached_property
    def plans(self) -> PlanBook:
        return PlanBook(self.engine)

    @cached_property
    def links(self) -> Links:
        return Links(self.engine, self.link_lasts)

    @cached_property
    def workshop(self) -> Workshop:
        return Workshop(self.engine)

    @cached_property
    def letterheads(self) -> Letterheads:
        return Letterheads(self.engine.database, self.engine.clock)

    @cached_property
    def views(self) -> Views:
        return Views(self.engine.database, self.engine.clock)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.engine.database, self.engine.clock)

    @cached_property
    def diary(self) -> Diary:
        return Diary(self.engine)

    @cached_property
    def feeds(self) -> Feeds:
        return Feeds(self.engine.database, self.engine.clock)

    @cached_property
    def panels(self) -> Panels:
        return Panels(self.engine)

    @cached_property
    def packing(self) -> Packing:
        return Packing(self.engine)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.engine, self.links)

    @cached_property
    def staff(self) -> Staff:
        return Staff(self.engine, self.accounts)

    @cached_property
    def retention(self) -> Retention:
        return Retention(self.engine.database, self.engine.clock)

    @cached_property
    def delegations(self) -> Delegations:
        return Delegations(self.engine)

    @cached_property
    def teams(self) -> Teams:
        return Teams(self.engine)

    @cached_property
    def working_calendar(self) -> WorkingCalendar:
        return WorkingCalendar(self.engine)

    @cached_property
    def notifications(self) -> Notifications:
        return Notifications(self.engine.database, self.engine.clock, self.mail_domains)
