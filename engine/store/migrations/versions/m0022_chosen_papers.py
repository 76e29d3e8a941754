"""Which documents of a case stand in the papers of a meeting; none chosen, the usual ones."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("agenda_item", sa.Column("papers", sa.Text().with_variant(sa.Text(collation="C"), "postgresql")))
