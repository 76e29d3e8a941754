"""What can be wrong with the register, or with the facts a day is reckoned from."""

from collections.abc import Sequence


class RegisterFaults(Exception):
    """Expected a register of law without faults; every fault found is listed."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class UnknownLimit(LookupError):
    """Expected the key or the reference of a time limit in the register."""


class UnknownGround(LookupError):
    """Expected the key of a ground of exception in the register."""


class UnknownNotice(LookupError):
    """Expected the key or the reference of a notice in the register."""


class CannotReckon(Exception):
    """Expected facts from which the law gives a day; every missing or malformed one is named."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
