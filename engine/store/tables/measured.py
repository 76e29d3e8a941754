"""What figures are counted from: days reached, stages and advice, each in the order in which it is counted."""

from sqlalchemy import Column, Index, Integer, Table

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, LastDay

milestone = Table(
    "milestone",
    METADATA,
    key("case"),
    key("milestone"),
    words("authority"),
    maybe("team"),
    Column("reached_on", Day, nullable=False),
    maybe("kind"),
    Index("ix_milestone__reached", "authority", "milestone", "reached_on", "case", "kind", "team"),
    Index("ix_milestone__counted", "authority", "milestone", "reached_on", "kind", "team"),
    sqlite_with_rowid=False,
)

stage_time = Table(
    "stage_time",
    METADATA,
    key("case"),
    key("stage"),
    words("authority"),
    maybe("team"),
    Column("began_on", Day, nullable=False),
    Column("ended_on", LastDay, nullable=False),
    Column("working_days", Integer),
    Index("ix_stage_time__ended", "authority", "stage", "ended_on", "began_on", "case", "working_days", "team"),
    Index("ix_stage_time__spell", "authority", "stage", "ended_on", "working_days", "team"),
    sqlite_with_rowid=False,
)

advice_time = Table(
    "advice_time",
    METADATA,
    key("case"),
    key("timer"),
    words("authority"),
    maybe("team"),
    words("service"),
    Column("legal", Day, nullable=False),
    Column("met_on", Day),
    Column("days_late", Integer),
    Index("ix_advice_time__legal", "authority", "legal", "service", "days_late", "team"),
    sqlite_with_rowid=False,
)

MEASURED = (milestone, stage_time, advice_time)
