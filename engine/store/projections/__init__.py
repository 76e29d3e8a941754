"""The read models: which rows each event touches, what they say, and how they are written."""

from engine.store.projections.touches import TOUCHES
from engine.store.projections.writing import Projects

__all__ = ["TOUCHES", "Projects"]
