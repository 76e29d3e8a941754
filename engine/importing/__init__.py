"""Bringing in the caseload that an authority already has: from CSV files and the person-level SEN2 return."""

from engine.importing.bringing_in import Outcome, bring_in
from engine.importing.columns import sheet_kinds, template
from engine.importing.plotting import PlotUnreadable
from engine.importing.rows import Problem, SourceUnreadable

__all__ = ["Outcome", "PlotUnreadable", "Problem", "SourceUnreadable", "bring_in", "sheet_kinds", "template"]
