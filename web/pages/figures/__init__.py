"""Figures, the lists behind them, and the year groups that move on."""

from web.pages.figures import cohorts, figures, lists, load, outcomes, stages, timeliness

__all__ = ["cohorts", "figures", "lists", "load", "outcomes", "stages", "timeliness"]
