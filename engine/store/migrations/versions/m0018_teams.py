"""The teams of authorities; whatever teams users have been in so far get a record each."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    team = op.create_table(
        "team",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("lead", WORDS),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("places", WORDS, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "name", name="pk_team"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_team__authority"),
        sqlite_with_rowid=False,
    )
    users = sa.table("user", sa.column("authority"), sa.column("teams"))
    found = op.get_bind().execute(sa.select(users.c.authority, users.c.teams)).all()
    named = sorted({(authority, name) for authority, teams in found for name in json.loads(teams)})
    usual = {"lead": None, "roles": "[]", "places": "[]", "is_active": True}
    op.bulk_insert(team, [{"authority": authority, "name": name, **usual} for authority, name in named])
