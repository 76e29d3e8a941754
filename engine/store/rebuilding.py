"""The command to work out every read model again."""

from engine.store.database import Database
from engine.store.projections.rebuilding import Progress


def _silently(done: int, total: int) -> None:
    pass


def rebuild(database: Database, progress: Progress = _silently) -> int:
    """Drop the read models and work them out again from the histories, in one transaction; how many cases.

    Records that may be about the same person are looked for anew, too; what was settled about two stays.

    `progress` is told how many of how many cases are done.
    """
    with database.write() as transaction:
        transaction.pair_up_anew()
        return transaction.rebuild_read_models(progress)
