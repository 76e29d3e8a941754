"""What lists ask of a case, beside its summary (`duecourse rebuild` fills it), and the members of cohorts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("case_summary", sa.Column("listed", WORDS))
    op.create_table(
        "cohort_member",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("case", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("move_on", WORDS, nullable=False),
        sa.Column("asked_by", WORDS, nullable=False),
        sa.Column("asked_at", WORDS, nullable=False),
        sa.Column("standing", WORDS, nullable=False),
        sa.Column("sentence", WORDS),
        sa.PrimaryKeyConstraint("authority", "year", "case", name="pk_cohort_member"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_cohort_member__standing", "cohort_member", ["standing", "asked_at", "authority", "year", "case"]
    )
