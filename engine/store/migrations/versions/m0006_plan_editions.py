"""The editions of plans, as people read them; `duecourse rebuild` fills it from histories that have some."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "plan_edition",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("plan", WORDS, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("version", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("letter", WORDS, nullable=False),
        sa.Column("to", WORDS, nullable=False),
        sa.Column("issued_on", WORDS, nullable=False),
        sa.Column("made_on", WORDS),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "plan", name="pk_plan_edition"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_plan_edition__person", "plan_edition", ["authority", "person", "recorded_at", "case", "sequence"]
    )
