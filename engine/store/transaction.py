"""All that can be read, and all that can be written, inside one transaction."""

from engine.store.answers import ReadsAnswers, WritesAnswers
from engine.store.authorities import ReadsAuthorities, WritesAuthorities
from engine.store.contents import ReadsContents, WritesContents
from engine.store.drafts import ReadsDrafts
from engine.store.histories import ReadsHistories
from engine.store.persons import ReadsPersons, WritesPersons
from engine.store.projections.rebuilding import Rebuilds
from engine.store.versions import ReadsVersions, WritesVersions
from engine.store.waiting import ReadsWaiting


class Reading(
    ReadsHistories,
    ReadsAnswers,
    ReadsAuthorities,
    ReadsContents,
    ReadsDrafts,
    ReadsPersons,
    ReadsVersions,
    ReadsWaiting,
):
    """What a transaction can be asked."""


class Transaction(
    Rebuilds,
    WritesAnswers,
    WritesAuthorities,
    WritesContents,
    WritesPersons,
    WritesVersions,
    Reading,
):
    """What a transaction can be told; all of it happens, or nothing."""
