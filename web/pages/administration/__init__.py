"""What administrators look after: accounts, teams, delegated decisions, closures, letters, records."""

from web.pages.administration import (
    accounts,
    caught_mail,
    delegations,
    letterhead,
    retention,
    team_records,
    working_calendar,
)

__all__ = ["accounts", "caught_mail", "delegations", "letterhead", "retention", "team_records", "working_calendar"]
