"""Bringing in the caseload that an authority already has: from CSV files and the person-level SEN2 return."""

from engine.importing.checking import Caseload, checked
from engine.importing.columns import SHEETS, template
from engine.importing.plotting import Plot, PlotUnreadable, read_plots
from engine.importing.reading import read_caseload
from engine.importing.rows import Problem, Row, SourceUnreadable
from engine.importing.taking import Taken, take_in

__all__ = [
    "SHEETS",
    "Caseload",
    "Plot",
    "PlotUnreadable",
    "Problem",
    "Row",
    "SourceUnreadable",
    "Taken",
    "checked",
    "read_caseload",
    "read_plots",
    "take_in",
    "template",
]
