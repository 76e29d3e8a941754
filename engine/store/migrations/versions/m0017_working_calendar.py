"""The working calendars of authorities."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    texts = ("authority", "id", "kind", "name", "setting", "first_on", "last_on", "kept_by", "kept_at")
    op.create_table(
        "working_row",
        *(sa.Column(name, WORDS, nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_working_row"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_working_row__authority"),
        sqlite_with_rowid=False,
    )
