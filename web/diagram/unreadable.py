"""Why a diagram cannot be shown, as a sentence for the person who chose the file."""


class DiagramUnreadable(ValueError):
    """Expected a BPMN 2.0 diagram, but the file is something else, damaged or hostile."""


class PlaneNotDrawn(LookupError):
    """Expected the id of one of the diagram's planes."""
