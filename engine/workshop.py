"""The workshop of policy teams: look through a version, compare two, and see what moving a case would mean."""

from collections.abc import Mapping

from engine.case.rejections import BadInput, Fault, NotFound
from engine.case.state import CaseState
from engine.definitions import Change, Finding, MovePlan, Package, compare, plan_move
from engine.engine import Engine
from engine.looking import Looking, bpmn_id_of
from engine.publishing import findings
from engine.version import Version

MOST_FILES = 500


class Workshop:
    """Nothing here changes a version or a case; `PublishProcess` and `MoveCase` do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = Looking(engine)

    def findings(self, process: str, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """What publishing would find; errors stand in its way, advice does not."""
        return findings(package_of(process, files))

    def files(self, authority: str, hash: str) -> Mapping[str, str]:
        """The files of a published version, by path."""
        return self._package(authority, hash).files

    def compare(self, authority: str, old: str, new: str) -> tuple[Change, ...]:
        """Everything that differs between two published versions, in words."""
        return compare(self._package(authority, old), self._package(authority, new))

    def plan_move(self, authority: str, case: str, hash: str, renamed: Mapping[str, str]) -> MovePlan:
        """Where the case would go on under another version, and what stands in the way."""
        state = self._looking.state(authority, case)
        with self._engine.database.read() as tx:
            version = self._engine.library.version(tx, authority, state.version)
        old, new = self._package(authority, state.version), self._package(authority, hash)
        return plan_move(old, new, _live(state, version), renamed)

    def _package(self, authority: str, hash: str) -> Package:
        with self._engine.database.read() as tx:
            row = tx.version(authority, hash)
        if row is None or row.package is None:
            raise NotFound(f"Expected version {hash[:12]} to be published in this authority, but it is not")
        return Package.from_bytes(row.package)


def package_of(process: str, files: Mapping[str, str]) -> Package:
    """The package of files that somebody sent; raises `BadInput` where it could not be one."""
    if len(files) > MOST_FILES:
        sentence = f"Expected at most {MOST_FILES} files, but got {len(files)}"
        raise BadInput(sentence, (Fault("/files", sentence),))
    return Package(process, files)


def _live(state: CaseState, version: Version) -> set[str]:
    """The BPMN ids at which the case waits: for people, for days, for messages."""
    timers = [deadline.timer for deadline in state.deadlines.values() if deadline.is_under_way]
    named = [*state.tasks, *timers, *state.waits]
    return {bpmn_id_of(name) for name in named} | {version.process.catchers[message] for message in state.awaits}
