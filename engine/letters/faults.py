"""Why a template cannot be used, or a letter cannot leave."""

from collections.abc import Iterable


class LetterFaults(ValueError):
    """Expected a template that can be drawn up, but it has faults."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class LetterIncomplete(ValueError):
    """Expected every fact that the letter needs, but some are missing."""

    def __init__(self, title: str, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"'{title}' cannot be issued without: {', '.join(self.missing)}")


class LetterTooLong(ValueError):
    """Expected a letter that a person could read, but it grew without end."""
