"""Tells a history in plain English: one sentence for every kind of entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatchmethod

from engine.case import events
from engine.case.details import Detail, details_of
from engine.case.events import Event, Facts
from engine.case.history import Entry
from engine.case.plan_kinds import edition_title
from engine.case.words import Words, cut, readable
from engine.statute import listed, short

ERASED = "What this entry said was erased when the time for keeping it ended."
_ADDRESSEES = {"opener": "the case that opened this one", "every_case": "every other case that waits for it"}
_SERVICES = frozenset({"health", "social_care"})
MEANS = {"hand": "by hand", "post": "by post", "email": "by email", "portal": "through the portal"}


def _who(role: str) -> str:
    """Who works as a role."""
    return "the decision maker" if role == "decision" else readable(role).lower()


def _whom(to: str) -> str:
    """To whom a letter goes."""
    if to == "secretary_of_state":
        return "the Secretary of State"
    said = readable(to).lower()
    return said if to in _SERVICES else f"the {said}"


def _because(reason: str) -> str:
    return f" Reason: {cut(reason).rstrip('.')}." if reason.strip() else ""


def _size(number: int) -> str:
    return f"{max(1, round(number / 1000))} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


@dataclass(frozen=True)
class Told:
    entry: Entry
    sentence: str
    details: tuple[Detail, ...] = ()
    """What was answered, question by question."""
    event: Event | None = None
    """What the entry holds; None when it was erased."""


def tell(entries: Iterable[Entry], words: Words, since: int = 1) -> Iterator[Told]:
    """Tell entries in their order, from the first one on: what came earlier gives names to what comes later.

    Of entries before `since` nothing is said; they are only remembered.
    """
    teller = Teller(words)
    for entry in entries:
        if entry.data is None:
            yield Told(entry, ERASED)
            continue
        event = entry.event
        teller.remember(event)
        if entry.sequence < since:
            yield Told(entry, "", (), event)
        else:
            yield Told(entry, teller.sentence(event), details_of(event, words), event)


class Teller:
    """Tells one history; remembers which limit a timer is for, and which template a letter has."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._limits: dict[str, str] = {}
        self._waits: set[str] = set()
        self._letters: dict[str, str] = {}
        self._excused: dict[str, str] = {}
        self._answers: dict[str, str] = {}

    def tell(self, event: Event) -> str:
        self.remember(event)
        return self.sentence(event)

    def remember(self, event: Event) -> None:
        match event:
            case events.DeadlineSet():
                self._limits[event.timer] = event.limit
            case events.WaitStarted():
                self._limits[event.timer] = event.limit
                self._waits.add(event.timer)
            case events.LetterDue():
                self._letters[event.letter] = event.template
            case events.ExceptionRecorded():
                self._excused[event.exception] = event.limit
            case events.VersionChanged():
                for was, now in event.renamed.items():
                    if was in self._limits:
                        self._limits[now] = self._limits[was]

    def _limit(self, timer: str) -> str:
        return self.words.limit(self._limits.get(timer) or timer.rsplit("#", 1)[0])

    def _letter(self, letter: str) -> str:
        return self.words.letter(self._letters.get(letter) or letter.rsplit("#", 1)[0])

    @singledispatchmethod
    def sentence(self, event: Event) -> str:
        raise TypeError(f"Expected a sentence for {type(event).__name__}, but there is none")

    # --- causes ---------------------------------------------------------------------------------

    @sentence.register
    def _(self, event: events.CaseOpened) -> str:
        opened = f"The case was opened: {readable(event.process)}."
        return f"{opened}{self._no_more_known(event.imported)}" if event.imported else opened

    @sentence.register
    def _(self, event: events.TaskCompleted) -> str:
        done = f"{self.words.title(event.task)} was completed."
        return f"{done}{self._no_more_known(event.imported)}" if event.imported else done

    @sentence.register
    def _(self, event: events.TaskPassed) -> str:
        task = self.words.title(event.task)
        return f"{task} lies behind what was imported from {event.imported}; no more is known of it."

    @sentence.register
    def _(self, event: events.WaitPassed) -> str:
        limit = self.words.limit(event.limit)
        return f"The time for {limit} lies behind what was imported from {event.imported}; its day is not known."

    def _no_more_known(self, source: str | None) -> str:
        return f" Imported from {source}; what else was answered is not known."

    @sentence.register
    def _(self, event: events.TimerFired) -> str:
        what = "wait" if event.timer in self._waits else "time"
        return f"The {what} for {self.words.limit(event.limit)} ended on {short(event.legal)}."

    @sentence.register
    def _(self, event: events.MessageReceived) -> str:
        received = f"This was received: {self.words.title(event.message)}."
        return f"{received}{self._no_more_known(event.imported)}" if event.imported else received

    @sentence.register
    def _(self, event: events.FactsCorrected) -> str:
        changes = [
            f"{self.words.fact(name)} is {self.words.answer(name, value)},"
            f" not {self.words.answer(name, event.was.get(name))}"
            for name, value in event.corrected.items()
        ]
        return f"Put right: {'; '.join(changes)}.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.LetterSent) -> str:
        means = MEANS.get(event.means, event.means)
        served = f"It counts as served on {short(event.served_on)}."
        return f"The letter {self._letter(event.letter)} was sent {means} on {short(event.sent_on)}. {served}"

    @sentence.register
    def _(self, event: events.VersionChanged) -> str:
        return f"The case goes on under another version of its process.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.CaseReopened) -> str:
        return f"The case was reopened; it goes on from where it was before it closed.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.ExceptionRecorded) -> str:
        ground = self.words.grounds.get(event.ground) or readable(event.ground)
        told = f" The family was told on {short(event.family_told_on)}." if event.family_told_on else ""
        return f"An exception excuses {self.words.limit(event.limit)} and moves no date: {ground}.{told}"

    @sentence.register
    def _(self, event: events.ExceptionEnded) -> str:
        limit = self.words.limit(self._excused.get(event.exception, event.exception))
        return f"The ground that excused {limit} ended on {short(event.ended_on)}.{_because(event.note)}"

    @sentence.register
    def _(self, event: events.TaskClaimed) -> str:
        return f"{self.words.person(event.by)} took {self.words.title(event.task)}."

    @sentence.register
    def _(self, event: events.TaskReleased) -> str:
        return f"{self.words.title(event.task)} was given back, for somebody else to take.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.TaskAssigned) -> str:
        title, person = self.words.title(event.task), self.words.person(event.to)
        return f"{title} was given to {person}.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.NoteAdded) -> str:
        return f"Note: {cut(event.text)}"

    @sentence.register
    def _(self, event: events.DocumentAttached) -> str:
        where = f" to {self.words.title(event.task)}" if event.task else ""
        return f"The document “{event.name}” ({_size(event.size)}) was attached{where}."

    @sentence.register
    def _(self, event: events.AnswerReceived) -> str:
        what = f"an answer to {self.words.title(event.task)}" if event.task else "views or evidence"
        count = len(event.documents)
        files = f", with {count} {'document' if count == 1 else 'documents'}" if count else ""
        self._answers[event.answer] = f"What {event.sender} sent"
        return f"{event.sender} sent {what} through a link on {short(event.received_on)}{files}."

    @sentence.register
    def _(self, event: events.AnswerSettled) -> str:
        what = self._answers.get(event.answer, "What came through a link")
        if event.question:
            return f"{what} was sent back with a question: {cut(event.question)}"
        return f"{what} was read and taken note of."

    @sentence.register
    def _(self, event: events.PersonMerged) -> str:
        moved = f"The case went from the record {event.was} to the record {event.person}"
        return f"{moved}: they were about the same person.{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.TeamChanged) -> str:
        came = f" It was with the team {event.was}." if event.was else ""
        went = f"The case was given to the team {event.team}." if event.team else "The case was taken out of its team."
        return f"{went}{came}{_because(event.reason)}"

    @sentence.register
    def _(self, event: events.EffectCarriedOut) -> str:
        match event.outcome:
            case {"document": _}:
                return "The letter was filed as it was sent."
            case {"case": case}:
                return f"Case {case} was opened."
            case {"reached": []}:
                return "No case was waiting for the message."
            case {"reached": [*cases]}:
                return f"The message reached {listed(cases)}."
            case {"lies_before": source}:
                what = readable(event.effect.rsplit("#", 1)[0])
                return f"{what} lies before the import from {source}, so nothing was done."
            case {"shown_to": None}:
                return "The case had closed meanwhile, so the notice was shown to nobody."
            case {"shown_to": role}:
                return f"The notice was shown to {_who(role)}."
        return f"{readable(event.effect.rsplit('#', 1)[0])} was carried out."

    @sentence.register
    def _(self, event: events.IncidentRaised) -> str:
        return f"Something keeps failing, and a person must look: {cut(event.sentence).rstrip('.')}."

    @sentence.register
    def _(self, event: events.IncidentResolved) -> str:
        return f"The incident was settled.{_because(event.note)}"

    # --- consequences ---------------------------------------------------------------------------

    @sentence.register
    def _(self, event: events.FactsDerived) -> str:
        by = "by the rule on service" if event.by == "service" else f"at {self.words.title(event.by)}"
        return f"Worked out {by}: {self.words.saying(event.facts)}."

    @sentence.register
    def _(self, event: events.GatewayDecided) -> str:
        """What was asked, in words: the condition as it is written stands in the entry, for those who edit diagrams."""
        if not self.words.has_title(event.gateway):
            return f"The case went on to {self.words.title(event.flow)}."
        because = f", because {self.words.saying(event.saw)}" if event.saw else ""
        return f"At {self.words.title(event.gateway)} the way was {self.words.title(event.flow)}{because}."

    @sentence.register
    def _(self, event: events.DecisionMade) -> str:
        """Which row of the table applied stands in the entry, for those who edit it."""
        because = f", because {self.words.saying(event.saw)}" if event.saw else ""
        return f"{self.words.title(event.decision)} was decided by rule{because}."

    @sentence.register
    def _(self, event: events.TaskOpened) -> str:
        return f"{self.words.title(event.task)} was opened, for {_who(event.role)} to do."

    @sentence.register
    def _(self, event: events.TaskWithdrawn) -> str:
        return f"{self.words.title(event.task)} is no longer needed."

    @sentence.register
    def _(self, event: events.DeadlineSet) -> str:
        return f"The deadline for {self.words.limit(event.limit)} is {event.sentence}."

    @sentence.register
    def _(self, event: events.DeadlineMoved) -> str:
        was = f"It was {short(event.was)}."
        return f"The deadline for {self._limit(event.timer)} is now {event.sentence}. {was}"

    @sentence.register
    def _(self, event: events.DeadlineMet) -> str:
        how = "was done late, on" if event.late else "was done in time, on"
        return f"{self._limit(event.timer)} {how} {short(event.met_on)}."

    @sentence.register
    def _(self, event: events.DeadlineMissed) -> str:
        return f"The deadline for {self._limit(event.timer)} was missed: it was {short(event.legal)}."

    @sentence.register
    def _(self, event: events.DeadlineLifted) -> str:
        return f"The deadline for {self._limit(event.timer)} no longer applies."

    @sentence.register
    def _(self, event: events.WaitStarted) -> str:
        return f"The case waits for {self.words.limit(event.limit)}, until {event.sentence}."

    @sentence.register
    def _(self, event: events.WaitMoved) -> str:
        return f"The case now waits for {self._limit(event.timer)} until {event.sentence}. It was {short(event.was)}."

    @sentence.register
    def _(self, event: events.WaitEnded) -> str:
        return f"The case no longer waits for {self._limit(event.timer)}."

    @sentence.register
    def _(self, event: events.MessagesAwaited) -> str:
        if not event.messages:
            return "The case waits for no message."
        return f"The case can receive {listed(map(self.words.title, event.messages), 'or')}."

    @sentence.register
    def _(self, event: events.LetterDue) -> str:
        return f"The letter {self.words.letter(event.template)} to {_whom(event.to)} is due."

    @sentence.register
    def _(self, event: events.LetterToFile) -> str:
        return f"The letter {self._letter(event.letter)} is to be filed as it was sent."

    @sentence.register
    def _(self, event: events.PlanIssued) -> str:
        to = listed(map(_whom, event.to))
        made = f" It was made on {short(event.made_on)}." if event.made_on else ""
        return f"{edition_title(event.kind, event.number)} went to {to}.{made}"

    @sentence.register
    def _(self, event: events.CaseToOpen) -> str:
        return f"A case is to be opened: {readable(event.process)}.{self._told(event.facts)}"

    @sentence.register
    def _(self, event: events.MessageToSend) -> str:
        to = _ADDRESSEES.get(event.to) or f"each case of {readable(event.to)}"
        return f"{self.words.title(event.message)} is to be told to {to}.{self._told(event.payload)}"

    def _told(self, facts: Facts) -> str:
        return f" {self.words.saying(facts)}." if facts else ""

    @sentence.register
    def _(self, event: events.NotificationDue) -> str:
        return f"Notice to {_who(event.role)}: {cut(event.text)}"

    @sentence.register
    def _(self, event: events.CaseClosed) -> str:
        return f"The case was closed: {event.title.rstrip('.')}."
