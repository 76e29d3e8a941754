"""Webhooks: whom to tell, how far each has been told of each case, and what came of it."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Moment

webhook = Table(
    "webhook",
    METADATA,
    key("authority"),
    key("id"),
    Column("edition", Integer, nullable=False),
    words("url"),
    words("kinds"),
    words("description"),
    Column("is_active", Boolean, nullable=False),
    words("salt"),
    words("made_by"),
    Column("made_at", Moment, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("rests_until", Moment),
    maybe("sentence"),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    sqlite_with_rowid=False,
)

# One row for each case that has something to tell, however much it is: the entries stand in the history. No foreign
# keys on the webhook: who appends to a history must never wait for who changes or deletes a webhook.
webhook_case = Table(
    "webhook_case",
    METADATA,
    key("authority"),
    key("webhook"),
    key("case"),
    Column("next", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("held_until", Moment),
    Column("failing_since", Moment),
    Index("ix_webhook_case__due_at", "authority", "webhook", "due_at", "case"),
    sqlite_with_rowid=False,
)

webhook_delivery = Table(
    "webhook_delivery",
    METADATA,
    key("authority"),
    key("webhook"),
    key("case"),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    words("kind"),
    Column("is_delivered", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment, nullable=False),
    Column("answered", Integer),
    words("sentence"),
    Index("ix_webhook_delivery__tried_at", "authority", "webhook", "tried_at", "case", "sequence"),
    Index("ix_webhook_delivery__old", "tried_at"),
    sqlite_with_rowid=False,
)
