"""The pages, a family in each folder, as their templates; importing them adds their routes to the blueprint."""

from web.pages import administration, cases, figures, meetings, outside, people, signing_in, teams, work

__all__ = ["administration", "cases", "figures", "meetings", "outside", "people", "signing_in", "teams", "work"]
