"""The read models: what people and the sweep read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _case_summary()
    _deadline()
    _document()
    _effect()
    _incident()
    _letter()
    _note()
    _open_task()
    _timer()


def _case_summary() -> None:
    op.create_table(
        "case_summary",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("version", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("person_name", WORDS, nullable=False),
        sa.Column("person_sort", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("opened_on", WORDS, nullable=False),
        sa.Column("closed_on", WORDS),
        sa.Column("outcome", WORDS),
        sa.Column("outcome_title", WORDS),
        sa.Column("open_tasks", sa.Integer(), nullable=False),
        sa.Column("working", WORDS, nullable=False),
        sa.Column("legal", WORDS),
        sa.Column("limit", WORDS),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("search", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_case_summary"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_summary__case", "case_summary", ["authority", "is_closed", "case", "process", "team"])
    op.create_index(
        "ix_case_summary__opened_on", "case_summary", ["authority", "is_closed", "opened_on", "case", "process", "team"]
    )
    op.create_index("ix_case_summary__person", "case_summary", ["authority", "person"])
    op.create_index(
        "ix_case_summary__person_sort",
        "case_summary",
        ["authority", "is_closed", "person_sort", "case", "process", "team"],
    )
    op.create_index(
        "ix_case_summary__working", "case_summary", ["authority", "is_closed", "working", "case", "process", "team"]
    )


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("timer", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("limit", WORDS, nullable=False),
        sa.Column("activity", WORDS, nullable=False),
        sa.Column("item", WORDS),
        sa.Column("legal", WORDS, nullable=False),
        sa.Column("working", WORDS, nullable=False),
        sa.Column("sentence", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("is_under_way", sa.Boolean(), nullable=False),
        sa.Column("met_on", WORDS),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_excused", sa.Boolean(), nullable=False),
        sa.Column("exception", WORDS),
        sa.Column("ground", WORDS),
        sa.Column("ground_ended_on", WORDS),
        sa.PrimaryKeyConstraint("case", "timer", name="pk_deadline"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deadline__legal", "deadline", ["authority", "legal", "limit", "status", "is_excused"])
    op.create_index(
        "ix_deadline__working",
        "deadline",
        ["authority", "is_under_way", "working", "case", "timer", "process", "team", "limit"],
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("document", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("task", WORDS),
        sa.Column("attached_by", WORDS, nullable=False),
        sa.Column("attached_at", WORDS, nullable=False),
        sa.Column("effective_on", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "document", name="pk_document"),
        sqlite_with_rowid=False,
    )


def _effect() -> None:
    op.create_table(
        "effect",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("effect", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "effect", name="pk_effect"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_effect__recorded_at", "effect", ["recorded_at", "case", "effect"])


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("incident", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("about", WORDS, nullable=False),
        sa.Column("sentence", WORDS, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("raised_at", WORDS, nullable=False),
        sa.Column("resolved_at", WORDS),
        sa.Column("resolved_by", WORDS),
        sa.Column("note", WORDS),
        sa.PrimaryKeyConstraint("case", "incident", name="pk_incident"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident__raised_at", "incident", ["authority", "is_open", "raised_at", "case", "incident"])


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("letter", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("template", WORDS, nullable=False),
        sa.Column("to", WORDS, nullable=False),
        sa.Column("task", WORDS),
        sa.Column("item", WORDS),
        sa.Column("due_on", WORDS, nullable=False),
        sa.Column("is_sent", sa.Boolean(), nullable=False),
        sa.Column("sent_on", WORDS),
        sa.Column("means", WORDS),
        sa.Column("served_on", WORDS),
        sa.PrimaryKeyConstraint("case", "letter", name="pk_letter"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_letter__due_on", "letter", ["authority", "is_sent", "due_on", "case", "letter"])


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("added_by", WORDS, nullable=False),
        sa.Column("added_at", WORDS, nullable=False),
        sa.Column("effective_on", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "note", name="pk_note"),
        sqlite_with_rowid=False,
    )


def _open_task() -> None:
    op.create_table(
        "open_task",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("task", WORDS, nullable=False),
        sa.Column("bpmn_id", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("person_name", WORDS, nullable=False),
        sa.Column("person_sort", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("assignee", WORDS),
        sa.Column("is_free", sa.Boolean(), nullable=False),
        sa.Column("team", WORDS),
        sa.Column("item", WORDS),
        sa.Column("opened_on", WORDS, nullable=False),
        sa.Column("timer", WORDS),
        sa.Column("limit", WORDS),
        sa.Column("legal", WORDS),
        sa.Column("working", WORDS, nullable=False),
        sa.Column("is_excused", sa.Boolean(), nullable=False),
        sa.Column("letter", WORDS),
        sa.Column("form", WORDS),
        sa.Column("search", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "task", name="pk_open_task"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_open_task__assignee",
        "open_task",
        ["authority", "assignee", "working", "case", "task", "role", "team", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__opened_on",
        "open_task",
        ["authority", "opened_on", "case", "task", "role", "team", "assignee", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__person_sort",
        "open_task",
        ["authority", "person_sort", "case", "task", "role", "team", "assignee", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__role",
        "open_task",
        ["authority", "role", "is_free", "working", "case", "task", "team", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__team",
        "open_task",
        ["authority", "team", "is_free", "working", "case", "task", "role", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__title",
        "open_task",
        ["authority", "title", "case", "task", "role", "team", "assignee", "process", "legal"],
    )
    op.create_index(
        "ix_open_task__working",
        "open_task",
        ["authority", "working", "case", "task", "role", "team", "assignee", "process", "legal"],
    )


def _timer() -> None:
    op.create_table(
        "timer",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("timer", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("limit", WORDS, nullable=False),
        sa.Column("legal", WORDS, nullable=False),
        sa.Column("due_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "timer", name="pk_timer"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_timer__due_at", "timer", ["due_at", "case", "timer"])
