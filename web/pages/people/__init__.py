"""Children and young people: found, shown, changed, and two records of one brought together."""

from web.pages.people import duplicates, finding, person

__all__ = ["duplicates", "finding", "person"]
