"""What is wrong with an answer, or with a form, said so that a person can put it right."""

from collections.abc import Iterable


class FormFaults(ValueError):
    """Expected a form that can be asked, but it has faults."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def pointer(steps: Iterable[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
