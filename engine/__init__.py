"""The case engine. Everything that the web and the API need comes through this door."""

from engine.case import commands, permissions
from engine.case.asked import Asked
from engine.case.rejections import BadInput, Fault, NotAllowed, NotFound, Rejected
from engine.cohort import CAN_START, STARTS, Narrowing, September
from engine.definitions import NoSuchProcess, Package, PackageUnreadable, list_processes, read_package
from engine.drafting import mark_of, mark_of_answers
from engine.effects import carry_out
from engine.engine import Clock, Engine
from engine.expecting import expect_case, expect_person
from engine.housekeeping import Tidied, tidy
from engine.importing import Outcome as ImportOutcome
from engine.importing import PlotUnreadable, SourceUnreadable, bring_in, sheet_kinds
from engine.importing import template as sheet_template
from engine.issuing import Gap
from engine.letters import FORMATS, Letter, LetterFile, as_file
from engine.living.answering import Habits
from engine.living.outlook import Outlook, Span, look_ahead
from engine.living.seeding import begin_days, cast_of, invented_person, lived_case
from engine.looking import Looking, Outcome, Place, TaskForm, outcomes_of
from engine.looking.case_view import AwaitedMessage, CaseView
from engine.looking.case_view import Span as LimitSpan
from engine.looking.explaining import Explained
from engine.looking.foresight import Foreseen, Moved, Standing
from engine.looking.knowing import KnownFact, known
from engine.looking.lawbook import LawBook
from engine.looking.milestones import CLOCKS, age_in_words, becomes_young_person_on, beyond_plans_on, clock, key_dates
from engine.looking.national import WITHOUT_EXCEPTIONS, NationalFigure, NationalFigures
from engine.merging import Choice as MergeChoice
from engine.merging import choices as merge_choices
from engine.office.absences import Absences
from engine.office.accounts import Accounts
from engine.office.delegating import DECIDING_ROLES, MOST_POUNDS, Delegations
from engine.office.delegating import Said as SchemeSaid
from engine.office.diary import Diary
from engine.office.feeds import Feeds
from engine.office.letterheads import Letterheads
from engine.office.packing import read_papers
from engine.office.panels import Panels
from engine.office.retention import Kept, Retention
from engine.office.staff import Staff
from engine.office.staff import Standing as Account
from engine.office.views import Views
from engine.office.working_calendar import working_sheet
from engine.outside.links import AskedByLink, Links
from engine.outside.reminding import MOST as MOST_REMINDERS
from engine.outside.reminding import Reminded, Reminding
from engine.papers import Logo
from engine.planbook import MEDIA_TYPES, Edition, EditionRead, EditionsCompared, PlanBook, PlanFile, looks_at
from engine.publishing import findings
from engine.receipts import Receipt
from engine.replay import Replay, verify
from engine.rooms import Rooms
from engine.starting import start_waiting
from engine.statute import LONDON, Ground, short, spoken
from engine.store import Database, DatabaseAway, DatabaseBusy, Reading, rebuild
from engine.sweep import Swept, sweep
from engine.telling.daily import Morning, begin_day
from engine.telling.delivering import Outside, Round, deliver
from engine.telling.mail_words import Writing
from engine.telling.mailing import post
from engine.telling.notifications import Notifications
from engine.telling.webhooks import Webhooks
from engine.together import MOST as MOST_TOGETHER
from engine.together import Done, Kind, one_by_one, sort_by_kind
from engine.workshop import Workshop

__all__ = [
    "Absences",
    "Account",
    "Delegations",
    "Kept",
    "Retention",
    "Staff",
    "Accounts",
    "Asked",
    "AwaitedMessage",
    "BadInput",
    "CaseView",
    "Clock",
    "Database",
    "Diary",
    "Feeds",
    "Panels",
    "DatabaseAway",
    "DatabaseBusy",
    "Done",
    "Edition",
    "EditionRead",
    "EditionsCompared",
    "DECIDING_ROLES",
    "Engine",
    "Explained",
    "FORMATS",
    "Fault",
    "Foreseen",
    "Gap",
    "Habits",
    "KnownFact",
    "expect_case",
    "expect_person",
    "Moved",
    "Standing",
    "Ground",
    "known",
    "ImportOutcome",
    "Kind",
    "LONDON",
    "LawBook",
    "AskedByLink",
    "Links",
    "Letter",
    "LimitSpan",
    "LetterFile",
    "Letterheads",
    "Logo",
    "Looking",
    "NationalFigure",
    "NationalFigures",
    "MEDIA_TYPES",
    "MOST_REMINDERS",
    "MOST_POUNDS",
    "Outcome",
    "MOST_TOGETHER",
    "MergeChoice",
    "Narrowing",
    "merge_choices",
    "Morning",
    "NoSuchProcess",
    "NotAllowed",
    "NotFound",
    "Notifications",
    "Outlook",
    "Outside",
    "Package",
    "PackageUnreadable",
    "Place",
    "PlotUnreadable",
    "PlanBook",
    "PlanFile",
    "Reading",
    "Receipt",
    "Rejected",
    "Replay",
    "Reminded",
    "Reminding",
    "Rooms",
    "Round",
    "Span",
    "SchemeSaid",
    "CAN_START",
    "STARTS",
    "September",
    "Swept",
    "TaskForm",
    "Tidied",
    "Views",
    "Webhooks",
    "WITHOUT_EXCEPTIONS",
    "Workshop",
    "Writing",
    "SourceUnreadable",
    "as_file",
    "begin_day",
    "begin_days",
    "bring_in",
    "carry_out",
    "cast_of",
    "commands",
    "deliver",
    "findings",
    "invented_person",
    "list_processes",
    "lived_case",
    "permissions",
    "look_ahead",
    "CLOCKS",
    "age_in_words",
    "becomes_young_person_on",
    "beyond_plans_on",
    "clock",
    "key_dates",
    "mark_of",
    "mark_of_answers",
    "looks_at",
    "one_by_one",
    "outcomes_of",
    "post",
    "read_package",
    "read_papers",
    "rebuild",
    "sheet_kinds",
    "sheet_template",
    "short",
    "spoken",
    "sort_by_kind",
    "start_waiting",
    "sweep",
    "tidy",
    "verify",
    "working_sheet",
]
