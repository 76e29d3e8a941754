"""What people were told, the e-mails on their way, and on which days the daily notices were made.

No foreign keys: who appends to a history must never wait for who changes an account.
"""

from sqlalchemy import Column, Index, Integer, Table

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Moment

notification = Table(
    "notification",
    METADATA,
    key("authority"),
    key("user"),
    key("id"),
    words("kind"),
    words("title"),
    words("sentence"),
    maybe("case"),
    maybe("task"),
    Column("due_on", Day),
    maybe("instead_of"),
    Column("at", Moment, nullable=False),
    Column("is_unread", Integer, nullable=False),  # a number, because pages are sorted by it
    Column("read_at", Moment),
    Column("to_mail", Integer, nullable=False),
    Index("ix_notification__unread", "authority", "user", "is_unread", "at", "id"),
    Index("ix_notification__at", "authority", "user", "at", "id"),
    Index("ix_notification__case", "authority", "case", "task"),
    Index("ix_notification__to_mail", "to_mail", "authority", "user", "at"),
    Index("ix_notification__old", "is_unread", "at"),
    sqlite_with_rowid=False,
)

mail = Table(
    "mail",
    METADATA,
    key("authority"),
    key("id"),
    words("user"),
    words("address"),
    words("subject"),
    words("text"),
    words("html"),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    words("standing"),
    Column("due_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("held_until", Moment),
    maybe("sentence"),
    Index("ix_mail__due_at", "standing", "due_at", "authority", "id"),
    Index("ix_mail__made_at", "made_at"),
    sqlite_with_rowid=False,
)

notified_day = Table(
    "notified_day",
    METADATA,
    key("authority"),
    Column("day", Day, primary_key=True),
    Column("done_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
