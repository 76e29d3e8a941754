"""The days that cases have fixed (`duecourse rebuild` fills them), calendar feeds, panels and their agendas."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def upgrade() -> None:
    _entries()
    _limits()
    _feeds()
    _panels()
    _agendas()


def _entries() -> None:
    op.create_table(
        "calendar_entry",
        *words("case", "entry", "authority", "process", "person"),
        sa.Column("team", WORDS),
        *words("kind", "title", "day"),
        sa.Column("starts_at", WORDS),
        sa.Column("place", WORDS),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *words("changed_at"),
        sa.PrimaryKeyConstraint("case", "entry", name="pk_calendar_entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_calendar_entry__day", "calendar_entry", ["authority", "day", "case", "entry", "kind", "team"])


def _limits() -> None:
    """Days of the law are read from the deadlines, in the order of the calendar."""
    op.create_index("ix_deadline__day", "deadline", ["authority", "is_under_way", "legal", "case", "timer", "team"])


def _feeds() -> None:
    op.create_table(
        "calendar_feed",
        *words("id"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        *words("authority", "user", "name", "names", "whose", "kinds", "made_at", "expires_at"),
        sa.Column("revoked_at", WORDS),
        sa.Column("last_used_at", WORDS),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.UniqueConstraint("digest", name="uq_calendar_feed__digest"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_calendar_feed__authority_user"
        ),
    )
    op.create_index("ix_calendar_feed__user", "calendar_feed", ["authority", "user"])


def _panels() -> None:
    op.create_table(
        "panel",
        *words("authority", "id", "name"),
        sa.Column("team", WORDS),
        *words("place", "members"),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_panel"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_panel__authority"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_panel__name", "panel", ["authority", "name", "id"])
    op.create_table(
        "panel_meeting",
        *words("authority", "id", "panel", "day", "starts_at", "place", "present", "others"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *words("changed_at"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_panel_meeting"),
        sa.ForeignKeyConstraint(
            ["authority", "panel"], ["panel.authority", "panel.id"], name="fk_panel_meeting__authority_panel"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_panel_meeting__day", "panel_meeting", ["authority", "day", "starts_at", "id"])
    op.create_index("ix_panel_meeting__panel", "panel_meeting", ["authority", "panel", "day", "id"])


def _agendas() -> None:
    op.create_table(
        "agenda_item",
        *words("authority", "meeting", "case", "task"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", WORDS),
        *words("added_by", "added_at"),
        sa.PrimaryKeyConstraint("authority", "meeting", "case", "task", name="pk_agenda_item"),
        sa.ForeignKeyConstraint(
            ["authority", "meeting"],
            ["panel_meeting.authority", "panel_meeting.id"],
            name="fk_agenda_item__authority_meeting",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agenda_item__case", "agenda_item", ["authority", "case", "meeting"])
