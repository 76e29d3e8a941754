"""Decisions delegated to everybody of a role, and up to an amount."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEPT = ("authority", "id", "process", "step", "user", "first_on", "last_on", "scheme", "made_by", "made_at")


def upgrade() -> None:
    """The table is made anew, because SQLite cannot let a column be empty that was not."""
    old = sa.table("delegation", *(sa.column(name) for name in KEPT))
    rows = [dict(row._mapping) for row in op.get_bind().execute(sa.select(old))]
    op.drop_table("delegation")
    new = op.create_table(
        "delegation",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        *(sa.Column(name, WORDS) for name in ("process", "step", "user", "role")),
        sa.Column("most", sa.Integer()),
        sa.Column("first_on", WORDS, nullable=False),
        sa.Column("last_on", WORDS),
        *(sa.Column(name, WORDS, nullable=False) for name in ("scheme", "made_by", "made_at")),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_delegation"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_delegation__authority_user"
        ),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(new, [{**row, "role": None, "most": None} for row in rows])
