"""Several tasks at once: of which kinds they are, and one command for each, so that each stands for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.case.commands import CaseCommand
from engine.case.forms import Form
from engine.case.rejections import Rejected
from engine.case.rows import TaskRow
from engine.engine import Engine
from engine.receipts import Receipt

MOST = 200
"""More tasks than this are not taken at once."""


@dataclass(frozen=True)
class Done:
    """What became of one command: a receipt, or the refusal with its reason."""

    case: str
    task: str
    receipt: Receipt | None = None
    refusal: Rejected | None = None


@dataclass
class Kind:
    """Tasks of the same step of the same version of a process, which ask the same."""

    process: str
    version: str
    bpmn_id: str
    title: str
    form: Form | None
    sends_letter: bool
    tasks: list[TaskRow] = field(default_factory=list)

    @property
    def can_be_answered_once(self) -> bool:
        return self.form is not None and self.form.bulk


def one_by_one(engine: Engine, commands: Sequence[tuple[str, CaseCommand]]) -> list[Done]:
    """Carry out commands on named tasks, each in a transaction of its own, whatever becomes of the others."""
    return [_done(engine, task, command) for task, command in commands]


def _done(engine: Engine, task: str, command: CaseCommand) -> Done:
    try:
        return Done(command.case, task, receipt=engine.handle(command))
    except Rejected as refusal:
        return Done(command.case, task, refusal=refusal)


def sort_by_kind(
    engine: Engine, authority: str, named: Iterable[tuple[str, str]]
) -> tuple[list[Kind], list[tuple[str, str]]]:
    """The tasks that are open, by kind, and the names of those that are not."""
    kinds: dict[tuple[str, str, str], Kind] = {}
    gone = []
    with engine.database.read() as tx:
        for case, task in named:
            row, about = tx.task(authority, case, task), tx.case(authority, case)
            if row is None or about is None:
                gone.append((case, task))
                continue
            key = (row.process, about.version, row.bpmn_id)
            if key not in kinds:
                form = engine.library.version(tx, authority, about.version).form(row.form)
                kinds[key] = Kind(*key, row.title, form, row.letter is not None)
            kinds[key].tasks.append(row)
    return list(kinds.values()), gone
