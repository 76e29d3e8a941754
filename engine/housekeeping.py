"""What must be tidied away now and then, because nobody will ask for it again."""

from dataclasses import dataclass
from datetime import timedelta

from engine.engine import Engine
from engine.store import fold_finished

ANSWERS_KEPT = timedelta(days=30)
"""How long a command that comes again gets its first answer."""

DELIVERIES_KEPT = timedelta(days=30)
"""How long one can look up what came of telling a webhook."""


MAILS_KEPT = timedelta(days=30)
"""How long one can look up which e-mails went out."""

NOTIFICATIONS_KEPT_DAYS = 90
"""How long people can look up what they were told and have read."""

FOLD_AFTER_DAYS = 14
"""How long the history of a closed case is left as it is, because it may be read and added to for a while."""


@dataclass(frozen=True)
class Tidied:
    sessions: int
    answers: int
    deliveries: int
    folded: int
    """Histories of finished cases that were packed together."""
    notifications: int = 0
    """What people were told and have read, long ago."""


def tidy(
    engine: Engine, fold_after_days: int = FOLD_AFTER_DAYS, notifications_kept_days: int = NOTIFICATIONS_KEPT_DAYS
) -> Tidied:
    """Drop sessions that have expired, and answers to commands and deliveries of long ago; pack what is finished."""
    now = engine.clock()
    with engine.database.write() as tx:
        sessions = tx.drop_expired_sessions(now)
        answers = tx.forget_answers(now - ANSWERS_KEPT)
        deliveries = tx.forget_deliveries(now - DELIVERIES_KEPT)
        notifications = tx.forget_notifications(now - timedelta(days=notifications_kept_days))
        tx.forget_mails(now - MAILS_KEPT)
    folded = fold_finished(engine.database, engine.today() - timedelta(days=fold_after_days))
    return Tidied(sessions, answers, deliveries, folded, notifications)
