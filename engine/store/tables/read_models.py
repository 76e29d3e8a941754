"""What people and the sweep read: dropped and rebuilt from the histories at any time."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, true

from engine.store.tables.calendar import calendar_entry
from engine.store.tables.measured import MEASURED
from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.tables.outside import REQUESTS
from engine.store.types import Day, Hash, LastDay, Moment

FILTERS = ("role", "team", "assignee", "process", "legal")

case_summary = Table(
    "case_summary",
    METADATA,
    key("case"),
    words("authority"),
    words("process"),
    words("version"),
    words("person"),
    words("person_name"),
    words("person_sort"),
    maybe("team"),
    Column("is_closed", Boolean, nullable=False),
    Column("opened_on", Day, nullable=False),
    Column("closed_on", Day),
    maybe("outcome"),
    maybe("outcome_title"),
    Column("open_tasks", Integer, nullable=False),
    Column("working", LastDay, nullable=False),
    Column("legal", Day),
    maybe("limit"),
    Column("sequence", Integer, nullable=False),
    Column("head_hash", Hash, nullable=False),
    words("search"),
    maybe("listed"),  # the facts that lists ask for, as JSON; engine/case/listed.py names them
    maybe("profile"),  # of a plan in force: what the table of moves asks of it, as JSON
    Column("move_year", Integer),  # of a transfer between phases
    Index("ix_case_summary__opened_on", "authority", "is_closed", "opened_on", "case", "process", "team"),
    Index("ix_case_summary__working", "authority", "is_closed", "working", "case", "process", "team"),
    Index("ix_case_summary__person_sort", "authority", "is_closed", "person_sort", "case", "process", "team"),
    Index("ix_case_summary__case", "authority", "is_closed", "case", "process", "team"),
    Index("ix_case_summary__person", "authority", "person"),
    Index("ix_case_summary__process", "authority", "is_closed", "process", "legal", "team"),
    sqlite_with_rowid=False,
)
Index(
    "ix_case_summary__profile",
    *(case_summary.c[name] for name in ("authority", "person_sort", "case", "person", "team", "profile")),
    sqlite_where=case_summary.c.profile.is_not(None),
    postgresql_where=case_summary.c.profile.is_not(None),
)
Index(
    "ix_case_summary__alike",
    *(case_summary.c[name] for name in ("authority", "profile", "person", "case")),
    sqlite_where=case_summary.c.profile.is_not(None),
    postgresql_where=case_summary.c.profile.is_not(None),
)
Index(
    "ix_case_summary__move_year",
    *(case_summary.c[name] for name in ("authority", "move_year", "person", "is_closed", "case", "outcome")),
    sqlite_where=case_summary.c.move_year.is_not(None),
    postgresql_where=case_summary.c.move_year.is_not(None),
)

open_task = Table(
    "open_task",
    METADATA,
    key("case"),
    key("task"),
    words("bpmn_id"),
    words("authority"),
    words("process"),
    words("person"),
    words("person_name"),
    words("person_sort"),
    words("title"),
    words("role"),
    maybe("assignee"),
    Column("is_free", Boolean, nullable=False),
    maybe("team"),
    maybe("item"),
    Column("opened_on", Day, nullable=False),
    maybe("timer"),
    maybe("limit"),
    Column("legal", Day),
    Column("working", LastDay, nullable=False),
    Column("is_excused", Boolean, nullable=False),
    maybe("letter"),
    maybe("form"),
    words("search"),
    # Each index carries what else is filtered by, so that rows that do not fit are passed over without being read.
    Index("ix_open_task__working", "authority", "working", "case", "task", *FILTERS, "search"),
    Index("ix_open_task__opened_on", "authority", "opened_on", "case", "task", *FILTERS),
    Index("ix_open_task__title", "authority", "title", "case", "task", *FILTERS),
    Index("ix_open_task__person_sort", "authority", "person_sort", "case", "task", *FILTERS),
    Index("ix_open_task__role", "authority", "role", "is_free", "working", "case", "task", "team", "process", "legal"),
    Index("ix_open_task__team", "authority", "team", "is_free", "working", "case", "task", "role", "process", "legal"),
    Index("ix_open_task__pressed", "authority", "assignee", "team", "case", "timer", "legal", "working", "is_excused"),
    Index("ix_open_task__load", "authority", "assignee", "team", "role", "legal", "working"),
    Index(
        "ix_open_task__assignee", "authority", "assignee", "working", "case", "task", "role", "team", "process", "legal"
    ),
    sqlite_with_rowid=False,
)

timer = Table(
    "timer",
    METADATA,
    key("case"),
    key("timer"),
    words("authority"),
    words("limit"),
    Column("legal", Day, nullable=False),
    Column("due_at", Moment, nullable=False),
    Index("ix_timer__due_at", "due_at", "case", "timer"),
    sqlite_with_rowid=False,
)

deadline = Table(
    "deadline",
    METADATA,
    key("case"),
    key("timer"),
    words("authority"),
    words("process"),
    words("person"),
    maybe("team"),
    words("limit"),
    words("activity"),
    maybe("item"),
    Column("legal", Day, nullable=False),
    Column("working", Day, nullable=False),
    words("sentence"),
    words("status"),
    Column("is_under_way", Boolean, nullable=False),
    Column("met_on", Day),
    Column("is_late", Boolean, nullable=False),
    Column("is_excused", Boolean, nullable=False),
    maybe("exception"),
    maybe("ground"),
    Column("ground_ended_on", Day),
    Index(
        "ix_deadline__working",
        "authority",
        "is_under_way",
        "working",
        "case",
        "timer",
        "process",
        "team",
        "limit",
        "legal",
        "is_excused",
    ),
    Index("ix_deadline__legal", "authority", "legal", "limit", "status", "is_excused"),
    Index("ix_deadline__day", "authority", "is_under_way", "legal", "case", "timer", "team"),
    Index("ix_deadline__due", "authority", "limit", "legal", "status", "is_excused", "team"),
    Index("ix_deadline__met", "authority", "limit", "met_on", "status", "is_excused", "team"),
    sqlite_with_rowid=False,
)

Index(
    "ix_deadline__risk",
    *(deadline.c[name] for name in ("authority", "is_under_way", "working", "legal", "limit", "team", "is_excused")),
    sqlite_where=deadline.c.is_under_way == true(),
    postgresql_where=deadline.c.is_under_way == true(),
)

letter = Table(
    "letter",
    METADATA,
    key("case"),
    key("letter"),
    words("authority"),
    words("process"),
    words("person"),
    words("template"),
    words("to"),
    maybe("task"),
    maybe("item"),
    Column("due_on", Day, nullable=False),
    Column("is_sent", Boolean, nullable=False),
    Column("sent_on", Day),
    maybe("means"),
    Column("served_on", Day),
    Index("ix_letter__due_on", "authority", "is_sent", "due_on", "case", "letter"),
    sqlite_with_rowid=False,
)

plan_edition = Table(
    "plan_edition",
    METADATA,
    key("case"),
    key("plan"),
    Column("sequence", Integer, nullable=False),
    words("authority"),
    words("process"),
    words("version"),
    words("person"),
    words("kind"),
    Column("number", Integer, nullable=False),
    words("letter"),
    words("to"),
    Column("issued_on", Day, nullable=False),
    Column("made_on", Day),
    Column("recorded_at", Moment, nullable=False),
    Index("ix_plan_edition__person", "authority", "person", "recorded_at", "case", "sequence"),
    sqlite_with_rowid=False,
)

effect = Table(
    "effect",
    METADATA,
    key("case"),
    key("effect"),
    words("authority"),
    words("kind"),
    words("detail"),
    Column("recorded_at", Moment, nullable=False),
    Index("ix_effect__recorded_at", "recorded_at", "case", "effect"),
    sqlite_with_rowid=False,
)

incident = Table(
    "incident",
    METADATA,
    key("case"),
    key("incident"),
    words("authority"),
    words("about"),
    words("sentence"),
    Column("is_open", Boolean, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("resolved_at", Moment),
    maybe("resolved_by"),
    maybe("note"),
    Index("ix_incident__raised_at", "authority", "is_open", "raised_at", "case", "incident"),
    sqlite_with_rowid=False,
)

document = Table(
    "document",
    METADATA,
    key("case"),
    key("document"),
    words("authority"),
    words("name"),
    words("media_type"),
    Column("size", Integer, nullable=False),
    Column("digest", Hash, nullable=False),
    maybe("task"),
    words("attached_by"),
    Column("attached_at", Moment, nullable=False),
    Column("effective_on", Day, nullable=False),
    sqlite_with_rowid=False,
)

note = Table(
    "note",
    METADATA,
    key("case"),
    key("note"),
    words("authority"),
    words("text"),
    words("added_by"),
    Column("added_at", Moment, nullable=False),
    Column("effective_on", Day, nullable=False),
    sqlite_with_rowid=False,
)

READ_MODELS = (
    case_summary,
    open_task,
    timer,
    deadline,
    letter,
    plan_edition,
    effect,
    incident,
    document,
    note,
    *MEASURED,
    calendar_entry,
    *REQUESTS,
)
