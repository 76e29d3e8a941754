"""What must be tidied away now and then, because nobody will ask for it again."""

from dataclasses import dataclass
from datetime import timedelta

from engine.engine import Engine

ANSWERS_KEPT = timedelta(days=30)
"""How long a command that comes again gets its first answer."""

DELIVERIES_KEPT = timedelta(days=30)
"""How long one can look up what came of telling a webhook."""


@dataclass(frozen=True)
class Tidied:
    sessions: int
    answers: int
    deliveries: int


def tidy(engine: Engine) -> Tidied:
    """Drop sessions that have expired, and answers to commands and deliveries of long ago."""
    now = engine.clock()
    with engine.database.write() as tx:
        return Tidied(
            tx.drop_expired_sessions(now),
            tx.forget_answers(now - ANSWERS_KEPT),
            tx.forget_deliveries(now - DELIVERIES_KEPT),
        )
