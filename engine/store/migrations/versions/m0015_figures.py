"""Counts of what is at risk, of loads, stages and open cases in the order of an index, and lists in the same."""

from alembic import op

revision = "0015"
down_revision = "0014"

CHANGED = {
    "ix_deadline__working": (
        "deadline",
        "authority is_under_way working case timer process team limit legal is_excused",
    ),
    "ix_stage_time__ended": ("stage_time", "authority stage ended_on began_on case working_days team"),
}
NEW = {
    "ix_open_task__pressed": ("open_task", "authority assignee team case timer legal working is_excused"),
    "ix_case_summary__process": ("case_summary", "authority is_closed process legal team"),
}


def upgrade() -> None:
    op.drop_index("ix_deadline__risk", "deadline")
    for name, (table, _) in CHANGED.items():
        op.drop_index(name, table)
    for name, (table, columns) in {**CHANGED, **NEW}.items():
        op.create_index(name, table, columns.split())
