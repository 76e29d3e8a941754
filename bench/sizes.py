"""How much of each work is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`option` is what asks for it on the command line."""

    option: str
    runs: int
    calls: int
    """How often a page is asked for, or a sweep with nothing to do."""
    cases: int
    """Cases of the small diagram in one run."""
    peer_cases: int
    starts: int
    few_tasks: int
    many_tasks: int
    due: int
    lives: int
    simulated: int
    kept: int
    """Cases that the server is weighed with."""
    plans: int
    """Plans whose year is lived; a large authority keeps 18,000."""
    planned: int
    """Plans that fall due on one day to have their review planned; of 18,000, some 72 a working day."""
    page_lives: int
    """Lives of which an authority is made whose pages are asked for."""
    page_cases: int


SMALLEST = Size(" --smallest", 1, 5, 4, 4, 2, 600, 1_000, 4, 2, 1, 100, 2, 1, 1, 200)
QUICK = Size(" --quick", 2, 200, 100, 20, 30, 10_000, 100_000, 100, 5, 20, 10_000, 120, 20, 10, 10_000)
USUAL = Size("", 5, 200, 300, 60, 100, 10_000, 1_000_000, 1_000, 25, 200, 100_000, 360, 72, 30, 100_000)
FULL = Size(" --full", 5, 200, 500, 200, 500, 10_000, 1_000_000, 100_000, 100, 1_000, 100_000, 18_000, 72, 100, 100_000)
