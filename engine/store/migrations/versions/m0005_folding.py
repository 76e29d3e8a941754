"""Room for folded histories and for compressed documents; what is there stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "folded_history",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_folded_history"),
    )
    op.add_column("content", sa.Column("is_compressed", sa.Boolean(), server_default=sa.false(), nullable=False))
