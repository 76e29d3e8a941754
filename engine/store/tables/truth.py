"""What cannot be worked out again: histories, persons, versions, answers, drafts and contents."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Hash, Moment

authority = Table(
    "authority",
    METADATA,
    key("id"),
    words("name"),
    words("prefix"),
    words("settings"),
    UniqueConstraint("prefix"),  # case numbers begin with it, and they are unique over all authorities
)

counter = Table(
    "counter",
    METADATA,
    key("authority"),
    key("what"),
    Column("value", Integer, nullable=False),
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    METADATA,
    key("authority"),
    key("id"),
    Column("edition", Integer, nullable=False),
    words("name"),
    words("name_sort"),
    maybe("date_of_birth"),
    maybe("upn"),
    words("search"),
    words("details"),
    Column("amended_at", Moment, nullable=False),
    maybe("merged_into"),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    Index("ix_person__name", "authority", "name_sort", "id"),
    Index("ix_person__upn", "authority", "upn"),
    Index("ix_person__born", "authority", "date_of_birth"),
)

person_word = Table("person_word", METADATA, key("authority"), key("word"), key("person"), sqlite_with_rowid=False)

person_edition = Table(
    "person_edition",
    METADATA,
    key("authority"),
    key("id"),
    Column("edition", Integer, primary_key=True),
    words("details"),
    words("actor"),
    Column("recorded_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "id"], ["person.authority", "person.id"]),
)

person_merge = Table(
    "person_merge",
    METADATA,
    key("authority"),
    key("merged"),
    words("kept"),
    Column("merged_edition", Integer, nullable=False),
    Column("kept_edition", Integer, nullable=False),
    words("taken"),
    words("cases"),
    words("reason"),
    words("actor"),
    Column("recorded_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "merged"], ["person.authority", "person.id"]),
    Index("ix_person_merge__kept", "authority", "kept"),
)

person_pair = Table(
    "person_pair",
    METADATA,
    key("authority"),
    key("one"),
    key("other"),
    words("because"),
    Column("found_at", Moment, nullable=False),
    Column("is_open", Boolean, nullable=False),
    maybe("reason"),
    maybe("actor"),
    Column("settled_at", Moment),
    Index("ix_person_pair__found_at", "authority", "is_open", "found_at", "one", "other"),
    Index("ix_person_pair__other", "authority", "other"),
    sqlite_with_rowid=False,
)

history = Table(
    "history",
    METADATA,
    key("case"),
    Column("sequence", Integer, primary_key=True),  # two writers cannot both win
    words("authority"),
    Column("recorded_at", Moment, nullable=False),
    Column("effective_on", Day, nullable=False),
    words("actor"),
    words("kind"),
    maybe("data"),
    Column("digest", Hash, nullable=False),
    Column("version", Hash, nullable=False),
    Column("previous", Hash, nullable=False),
    Column("hash", Hash, nullable=False),
)

# The layout of a row is explained in engine/store/folding.py.
folded_history = Table(
    "folded_history",
    METADATA,
    key("case"),
    words("authority"),
    Column("hashes", LargeBinary, nullable=False),
    Column("texts", LargeBinary, nullable=False),
)

version = Table(
    "version",
    METADATA,
    key("authority"),
    key("hash"),
    words("process"),
    Column("number", Integer, nullable=False),
    words("note"),
    words("published_by"),
    Column("published_at", Moment, nullable=False),
    Column("package", LargeBinary, nullable=False),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    UniqueConstraint("authority", "process", "number"),
)

current_version = Table(
    "current_version",
    METADATA,
    key("authority"),
    key("process"),
    words("hash"),
    ForeignKeyConstraint(["authority", "hash"], ["version.authority", "version.hash"]),
    sqlite_with_rowid=False,
)

command = Table(
    "command",
    METADATA,
    key("authority"),
    key("id"),
    words("fingerprint"),
    words("answer"),
    Column("recorded_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Whose transfer is begun together with others: what was asked for, and how far it has come.
cohort_member = Table(
    "cohort_member",
    METADATA,
    key("authority"),
    Column("year", Integer, primary_key=True),
    key("case"),
    words("person"),
    Column("move_on", Day, nullable=False),
    words("asked_by"),
    Column("asked_at", Moment, nullable=False),
    words("standing"),
    maybe("sentence"),
    Index("ix_cohort_member__standing", "standing", "asked_at", "authority", "year", "case"),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    METADATA,
    key("case"),
    key("task"),
    words("authority"),
    words("answers"),
    words("saved_by"),
    Column("saved_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

content = Table(
    "content",
    METADATA,
    Column("digest", Hash, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("is_compressed", Boolean, nullable=False, server_default=false()),
)

pages_read = Table(
    "pages_read",
    METADATA,
    Column("digest", Hash, primary_key=True),
    words("said"),
)

snapshot = Table(
    "snapshot",
    METADATA,
    key("case"),
    Column("sequence", Integer, nullable=False),
    words("version"),
    Column("blob", LargeBinary, nullable=False),
)

failure = Table(
    "failure",
    METADATA,
    key("case"),
    key("about"),
    Column("attempts", Integer, nullable=False),
    Column("failed_at", Moment, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    words("sentence"),
    sqlite_with_rowid=False,
)
