"""What figures are counted from (`duecourse rebuild` fills it), and the deadlines in the order that figures ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for name, columns in (
        ("due", ["authority", "limit", "legal", "status", "is_excused", "team"]),
        ("met", ["authority", "limit", "met_on", "status", "is_excused", "team"]),
        ("risk", ["authority", "is_under_way", "working", "legal", "limit", "team", "is_excused"]),
    ):
        op.create_index(f"ix_deadline__{name}", "deadline", columns)
    _create_milestone()
    _create_stage_time()
    _create_advice_time()


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("milestone", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("reached_on", WORDS, nullable=False),
        sa.Column("kind", WORDS),
        sa.PrimaryKeyConstraint("case", "milestone", name="pk_milestone"),
        sqlite_with_rowid=False,
    )
    columns = ["authority", "milestone", "reached_on", "case", "kind", "team"]
    op.create_index("ix_milestone__reached", "milestone", columns)


def _create_stage_time() -> None:
    op.create_table(
        "stage_time",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("stage", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("began_on", WORDS, nullable=False),
        sa.Column("ended_on", WORDS, nullable=False),
        sa.Column("working_days", sa.Integer()),
        sa.PrimaryKeyConstraint("case", "stage", name="pk_stage_time"),
        sqlite_with_rowid=False,
    )
    columns = ["authority", "stage", "ended_on", "case", "working_days", "began_on", "team"]
    op.create_index("ix_stage_time__ended", "stage_time", columns)


def _create_advice_time() -> None:
    op.create_table(
        "advice_time",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("timer", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("service", WORDS, nullable=False),
        sa.Column("legal", WORDS, nullable=False),
        sa.Column("met_on", WORDS),
        sa.Column("days_late", sa.Integer()),
        sa.PrimaryKeyConstraint("case", "timer", name="pk_advice_time"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_advice_time__legal", "advice_time", ["authority", "legal", "service", "days_late", "team"])
