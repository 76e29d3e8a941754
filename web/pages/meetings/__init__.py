"""Panels, their meetings and papers, and the calendar in which they stand."""

from web.pages.meetings import calendar, meeting_pack, meetings

__all__ = ["calendar", "meeting_pack", "meetings"]
