"""For those who watch over it: is it alive, and is it ready?"""

from typing import Any

from flask import Blueprint

from api.office import office

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> dict[str, Any]:
    """Alive: this process answers."""
    return {"status": "alive"}


@health.get("/readyz")
def ready() -> dict[str, Any]:
    """Ready: the database answers, else 503. Says too how far the sweep and the effects are behind."""
    engine = office().engine
    now = engine.clock()
    with engine.database.read() as tx:
        lags = {"sweep": tx.sweep_lag(now), "effects": tx.effects_lag(now)}
    return {
        "status": "ready",
        **{
            name: {
                "waiting": lag.waiting,
                "seconds_behind": 0 if lag.oldest_at is None else max(0, int((now - lag.oldest_at).total_seconds())),
            }
            for name, lag in lags.items()
        },
    }
