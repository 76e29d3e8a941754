"""What the pages of documents say, read once for all packs of papers in which they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "pages_read",
        sa.Column("digest", sa.LargeBinary(), primary_key=True),
        sa.Column("said", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
    )
