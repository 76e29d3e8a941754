"""The nouns of the API, one module each, and the list of them all."""

from api.resource import Resource
from api.resources.absences import absences
from api.resources.access_log import access_log
from api.resources.answering import answering
from api.resources.authority import authority
from api.resources.calendar import calendar
from api.resources.case_team import case_team
from api.resources.cases import cases
from api.resources.changes import changes
from api.resources.cohorts import cohorts
from api.resources.corrections import corrections
from api.resources.deadlines import deadlines
from api.resources.delegations import delegations
from api.resources.documents import documents
from api.resources.duplicates import duplicates
from api.resources.exceptions import exceptions
from api.resources.figures import figures
from api.resources.history import history
from api.resources.incidents import incidents
from api.resources.letters import letters
from api.resources.limits import limits
from api.resources.messages import messages
from api.resources.moves import moves
from api.resources.notes import notes
from api.resources.notifications import notifications
from api.resources.panels import panels
from api.resources.persons import persons
from api.resources.plans import plans
from api.resources.problems import problems
from api.resources.processes import processes
from api.resources.reminders import reminders
from api.resources.reopen import reopen
from api.resources.replay import replay
from api.resources.requests import requests
from api.resources.retention import retention
from api.resources.search import search
from api.resources.session import session
from api.resources.statistics import statistics
from api.resources.task_work import task_work
from api.resources.tasks import tasks
from api.resources.teams import teams
from api.resources.together import together
from api.resources.tokens import tokens
from api.resources.users import users
from api.resources.versions import versions
from api.resources.views import views
from api.resources.webhooks import webhooks
from api.resources.working_calendar import working_calendar

RESOURCES: tuple[Resource, ...] = (
    session,
    tokens,
    authority,
    persons,
    duplicates,
    plans,
    cases,
    cohorts,
    tasks,
    task_work,
    together,
    views,
    absences,
    notifications,
    deadlines,
    calendar,
    panels,
    requests,
    reminders,
    answering,
    limits,
    exceptions,
    corrections,
    messages,
    letters,
    documents,
    notes,
    history,
    replay,
    reopen,
    case_team,
    processes,
    versions,
    moves,
    incidents,
    statistics,
    figures,
    search,
    users,
    teams,
    delegations,
    working_calendar,
    retention,
    changes,
    webhooks,
    access_log,
    problems,
)
