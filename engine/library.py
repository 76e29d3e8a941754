"""The compiled versions that this process has read, by hash."""

from collections import OrderedDict

from engine.case.events import Facts, PlanIssued
from engine.case.rejections import NotPublished
from engine.case.rows import PlanRow
from engine.case_file import Shelf
from engine.definitions.package import Package
from engine.store import Reading
from engine.version import Version, compile_version

KEPT = 40


class Library:
    """Compiles a version once. A version never changes, so it may be shared by all cases and threads."""

    def __init__(self) -> None:
        self._versions: OrderedDict[str, Version] = OrderedDict()

    def version(self, tx: Reading, authority: str, hash: str) -> Version:
        known = self._versions.get(hash)
        if known is None:
            row = tx.version(authority, hash)
            if row is None or row.package is None:
                raise NotPublished(f"Expected version {hash[:12]} to be published in this authority, but it is not")
            known = compile_version(Package.from_bytes(row.package))
            self._keep(known)
        return known

    def _keep(self, version: Version) -> None:
        self._versions[version.hash] = version
        while len(self._versions) > KEPT:
            self._versions.popitem(last=False)

    def shelf(self, tx: Reading, authority: str, case: str) -> Shelf:
        """What a case file may fetch while this transaction lasts."""
        return Shelf(
            lambda hash: self.version(tx, authority, hash),
            lambda: tx.entries(case),
            lambda person: plan_in_force(tx, authority, person),
            lambda user, day: tx.covered_by(authority, user, day),
        )


def plan_in_force(tx: Reading, authority: str, person: str) -> Facts:
    """What the newest plan of a person says, by the facts it is made of; nothing if none was ever sent."""
    newest = tx.plan_in_force(authority, person)
    return edition_of(tx, newest).sections if newest is not None else {}


def edition_of(tx: Reading, row: PlanRow) -> PlanIssued:
    """The edition as the history of its case has sealed it."""
    event = tx.entry(row.case, row.sequence).event
    assert isinstance(event, PlanIssued), f"entry {row.sequence} of case {row.case} issues no plan"
    return event
