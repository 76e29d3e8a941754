"""Teams: who carries what, who is away, and cases that go to another team."""

from web.pages.teams import absences, team_cases, teams

__all__ = ["absences", "team_cases", "teams"]
