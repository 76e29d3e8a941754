"""What is asked of people outside, and the links through which they answer.

The requests follow from the histories and are dropped and rebuilt with the other read models; the links do not.
"""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Hash, LastDay, Moment

FILTERS = ("standing", "legal", "service", "team")

request = Table(
    "request",
    METADATA,
    key("case"),
    key("item"),
    words("authority"),
    words("process"),
    words("person"),
    words("person_name"),
    words("person_sort"),
    maybe("team"),
    words("kind"),
    words("who"),
    words("who_sort"),
    words("body"),
    words("service"),
    words("standing"),
    Column("sent_on", Day),
    Column("received_on", Day),
    Column("reminded_on", Day),
    Column("reminders", Integer, nullable=False),
    maybe("limit"),
    Column("legal", Day),
    Column("working", LastDay, nullable=False),
    words("sentence"),
    maybe("task"),
    # Each index carries what else is filtered by, so that rows that do not fit are passed over without being read.
    Index("ix_request__working", "authority", "kind", "working", "case", "item", *FILTERS),
    Index("ix_request__standing", "authority", "kind", "standing", "working", "case", "item", "legal", "service"),
    Index("ix_request__who_sort", "authority", "kind", "who_sort", "case", "item", *FILTERS),
    Index("ix_request__person_sort", "authority", "kind", "person_sort", "case", "item", *FILTERS),
    sqlite_with_rowid=False,
)

family_word = Table(
    "family_word",
    METADATA,
    key("case"),
    key("answer"),
    words("authority"),
    words("process"),
    words("person"),
    words("person_name"),
    maybe("team"),
    words("sender"),
    Column("received_on", Day, nullable=False),
    Column("has_files", Boolean, nullable=False),
    Index("ix_family_word__received_on", "authority", "received_on", "case", "answer"),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    METADATA,
    key("authority"),
    key("id"),
    Column("digest", Hash, nullable=False),
    words("case"),
    maybe("task"),
    maybe("item"),
    words("sender"),
    words("question"),
    words("made_by"),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("opened_at", Moment),
    Column("answered_at", Moment),
    maybe("answer"),
    Column("answers", Integer, nullable=False),
    UniqueConstraint("digest"),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    Index("ix_link__case", "authority", "case", "made_at"),
)

REQUESTS = (request, family_word)
