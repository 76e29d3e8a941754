"""All that can be read, and all that can be written, inside one transaction."""

from engine.store.accesses import ReadsAccesses, WritesAccesses
from engine.store.administration import ReadsAdministration, WritesAdministration
from engine.store.answers import ReadsAnswers, WritesAnswers
from engine.store.authorities import ReadsAuthorities, WritesAuthorities
from engine.store.cohorts import ReadsCohorts, WritesCohorts
from engine.store.contents import ReadsContents, WritesContents
from engine.store.desks import ReadsDesks, WritesDesks
from engine.store.drafts import ReadsDrafts
from engine.store.erasing import ReadsRetention, WritesRetention
from engine.store.folded import FoldsHistories, ListsFinished
from engine.store.links import ReadsLinks
from engine.store.mails import ReadsMails, WritesMails
from engine.store.notifications import ReadsNotifications, WritesNotifications
from engine.store.pairs import ReadsPairs
from engine.store.panels import ReadsPanels, WritesPanels
from engine.store.persons import ReadsPersons, WritesPersons
from engine.store.projections.rebuilding import Rebuilds
from engine.store.reading.behind_figures import ListsFigures
from engine.store.reading.calendar import ReadsCalendar
from engine.store.reading.cases import ReadsCases
from engine.store.reading.deadlines import ReadsDeadlines
from engine.store.reading.duplicates import ReadsDuplicates
from engine.store.reading.figures import CountsLimits
from engine.store.reading.histories import PagesHistories
from engine.store.reading.incidents import ReadsIncidents
from engine.store.reading.letters import ReadsLetters
from engine.store.reading.measures import CountsMeasures
from engine.store.reading.papers import ReadsPapers
from engine.store.reading.people import ReadsPeople
from engine.store.reading.plans import ReadsPlans
from engine.store.reading.requests import ReadsRequests
from engine.store.reading.tasks import ReadsTasks
from engine.store.teams import ReadsTeams
from engine.store.users import ReadsUsers, WritesUsers
from engine.store.versions import ReadsVersions, WritesVersions
from engine.store.waiting import ReadsWaiting
from engine.store.webhooks import ReadsWebhooks, WritesWebhooks
from engine.store.working_rows import ReadsWorkingRows, WritesWorkingRows


class Reading(
    PagesHistories,
    ListsFinished,
    ReadsTasks,
    ReadsCalendar,
    ReadsPanels,
    ReadsCases,
    ReadsDeadlines,
    CountsLimits,
    CountsMeasures,
    ListsFigures,
    ReadsLetters,
    ReadsPapers,
    ReadsIncidents,
    ReadsRequests,
    ReadsPeople,
    ReadsPlans,
    ReadsAnswers,
    ReadsAuthorities,
    ReadsCohorts,
    ReadsContents,
    ReadsDesks,
    ReadsDrafts,
    ReadsLinks,
    ReadsMails,
    ReadsNotifications,
    ReadsPersons,
    ReadsPairs,
    ReadsDuplicates,
    ReadsVersions,
    ReadsWaiting,
    ReadsUsers,
    ReadsTeams,
    ReadsAccesses,
    ReadsRetention,
    ReadsAdministration,
    ReadsWebhooks,
    ReadsWorkingRows,
):
    """What a transaction can be asked."""


class Transaction(
    WritesRetention,
    Rebuilds,
    FoldsHistories,
    WritesAnswers,
    WritesAuthorities,
    WritesCohorts,
    WritesContents,
    WritesDesks,
    WritesPanels,
    WritesMails,
    WritesNotifications,
    WritesPersons,
    WritesVersions,
    WritesUsers,
    WritesAccesses,
    WritesAdministration,
    WritesWebhooks,
    WritesWorkingRows,
    Reading,
):
    """What a transaction can be told; all of it happens, or nothing."""
