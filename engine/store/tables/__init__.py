"""What is kept: the truth, the accounts, and the read models that follow from the truth."""

from engine.store.tables import accounts, administration, desks, notifications, outside, read_models, truth, webhooks
from engine.store.tables.metadata import METADATA

__all__ = [
    "METADATA",
    "accounts",
    "administration",
    "desks",
    "notifications",
    "outside",
    "read_models",
    "truth",
    "webhooks",
]
