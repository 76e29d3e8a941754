"""Plans in force by what the table of moves asks of them, and transfers by the September of the move."""

import json
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ASKED = ("phase_now", "setting_kind", "setting_last_year", "taught_with", "stays_until", "next_transfer_on")
READ = sa.text(
    'SELECT "case", process, is_closed, opened_on, listed FROM case_summary '
    "WHERE listed IS NOT NULL AND process IN ('plan_maintenance', 'phase_transfer')"
)
WRITE = sa.text('UPDATE case_summary SET profile = :profile, move_year = :move_year WHERE "case" = :case')
INDEXES = {
    "profile": ["authority", "person_sort", "case", "person", "team", "profile"],
    "move_year": ["authority", "move_year", "person", "is_closed", "case", "outcome"],
}


def upgrade() -> None:
    op.add_column("case_summary", sa.Column("profile", WORDS))
    op.add_column("case_summary", sa.Column("move_year", sa.Integer()))
    if rows := list(filled(op.get_bind())):
        op.get_bind().execute(WRITE, rows)
    for name, columns in INDEXES.items():
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_case_summary__{name}", "case_summary", columns, sqlite_where=there, postgresql_where=there)


def filled(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """What the projections would have written, so that the list is whole before anything is rebuilt."""
    for case, process, is_closed, opened_on, listed in connection.execute(READ).all():
        facts = json.loads(listed)
        if process == "phase_transfer":
            yield {"case": case, "profile": None, "move_year": _move_year(str(opened_on), facts)}
        elif not is_closed:
            yield {"case": case, "profile": _profile(facts), "move_year": None}


def _profile(facts: dict[str, object]) -> str:
    known = {name: facts[name] for name in ASKED if name in facts}
    if "date_of_birth" in facts:
        born = date.fromisoformat(str(facts["date_of_birth"]))
        known["reception_from"] = born.year + 4 + (born.month >= 9)
    return json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _move_year(opened_on: str, facts: dict[str, str]) -> int:
    day = facts.get("transfer_on")
    opened = date.fromisoformat(opened_on)
    return int(day[:4]) if day else opened.year + (opened.month >= 9)
