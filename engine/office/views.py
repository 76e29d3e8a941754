"""Saved views of the queue, the view to start with, and the one that was looked at last."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from engine.case.asked import Asked
from engine.case.commands import Actor
from engine.case.desk_rows import ViewRow
from engine.case.history import canonical
from engine.case.permissions import LEAD_CASES, require, rights_of
from engine.case.rejections import BadInput, Fault, NotFound
from engine.store import Database, Reading

Clock = Callable[[], datetime]
LAST, START = "queue", "start_view"
MOST, LONGEST = 20, 60


class Views:
    """Everybody keeps their own; those who lead casework can share one with a team."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, by: Actor) -> list[ViewRow]:
        """Their own views and those shared with their teams, by name."""
        with self._database.read() as tx:
            return tx.views(by.authority, by.id, by.teams)

    def save(self, by: Actor, name: str, asked: Mapping[str, str], team: str = "") -> ViewRow:
        """Keep a view under a name; a view of their own that has the name is overwritten."""
        good, shared = _good_name(name), _may_share(by, team)
        with self._database.write() as tx:
            mine = [view for view in tx.views(by.authority, by.id, ()) if view.user == by.id]
            same = next((view for view in mine if view.name.lower() == good.lower()), None)
            if same is not None:
                kept = replace(same, name=good, asked=Asked.of(asked).words(), team=shared)
                tx.amend_view(kept)
                return kept
            if len(mine) >= MOST:
                raise _fault("name", f"You can keep {MOST} views; delete one first")
            id = f"V{tx.next_number(by.authority, 'view'):06d}"
            view = ViewRow(by.authority, id, by.id, good, Asked.of(asked).words(), shared, self._clock())
            tx.add_view(view)
        return view

    def rename(self, by: Actor, id: str, name: str) -> ViewRow:
        good = _good_name(name)
        with self._database.write() as tx:
            view = _own(tx, by, id)
            others = [one for one in tx.views(by.authority, by.id, ()) if one.user == by.id and one.id != id]
            if good.lower() in {one.name.lower() for one in others}:
                raise _fault("name", f"You have a view called {good} already")
            renamed = replace(view, name=good)
            tx.amend_view(renamed)
        return renamed

    def share(self, by: Actor, id: str, team: str) -> ViewRow:
        """Share a view with a team, or with nobody if the team is empty."""
        shared_with = _may_share(by, team)
        with self._database.write() as tx:
            shared = replace(_own(tx, by, id), team=shared_with)
            tx.amend_view(shared)
        return shared

    def drop(self, by: Actor, id: str) -> None:
        with self._database.write() as tx:
            _own(tx, by, id)
            tx.drop_view(by.authority, id)

    # --- where somebody begins -------------------------------------------------------------------

    def start(self, by: Actor) -> str | None:
        """The view that My work opens with."""
        with self._database.read() as tx:
            return tx.preference(by.authority, by.id, START)

    def start_with(self, by: Actor, id: str) -> None:
        """Open My work with a view; an empty id stands for none."""
        with self._database.write() as tx:
            if id:
                _seen(tx, by, id)
                tx.prefer(by.authority, by.id, START, id)
            else:
                tx.forget(by.authority, by.id, START)

    def beginning(self, tx: Reading, by: Actor) -> Asked:
        """What somebody looked at last, until they clear it; then what they start with."""
        last = tx.preference(by.authority, by.id, LAST)
        if last is not None:
            return Asked.of(json.loads(last))
        start = tx.preference(by.authority, by.id, START)
        view = tx.view(by.authority, start) if start else None
        return Asked.of(view.asked) if view is not None and _sees(by, view) else Asked()

    def remember(self, by: Actor, asked: Asked) -> None:
        """Keep what somebody looks at, for the next time."""
        said = canonical(asked.words())
        with self._database.read() as tx:
            known = tx.preference(by.authority, by.id, LAST)
        if known != said:
            with self._database.write() as tx:
                tx.prefer(by.authority, by.id, LAST, said)

    def clear(self, by: Actor) -> None:
        with self._database.write() as tx:
            tx.forget(by.authority, by.id, LAST)


def _good_name(name: str) -> str:
    said = " ".join(name.split())
    if not said:
        raise _fault("name", "Enter a name for the view")
    if len(said) > LONGEST:
        raise _fault("name", f"The name of the view must be {LONGEST} characters or fewer")
    return said


def _may_share(by: Actor, team: str) -> str | None:
    if not team:
        return None
    require(by, LEAD_CASES)
    if by.teams and team not in by.teams:
        raise _fault("team", f"Select one of your teams, not {team}")
    return team


def _seen(tx: Reading, by: Actor, id: str) -> ViewRow:
    view = tx.view(by.authority, id)
    if view is None or not _sees(by, view):
        raise NotFound(f"Expected a view {id} of yours or of your teams, but there is none")
    return view


def _sees(by: Actor, view: ViewRow) -> bool:
    return view.user == by.id or view.team in by.teams


def _own(tx: Reading, by: Actor, id: str) -> ViewRow:
    """A view that one may change: one's own, or one that is shared with a team that one leads."""
    view = _seen(tx, by, id)
    if view.user != by.id and LEAD_CASES not in rights_of(by):
        raise NotFound(f"Expected a view {id} of yours, but it is shared with you by somebody else")
    return view


def _fault(path: str, sentence: str) -> BadInput:
    return BadInput(sentence, (Fault(path, sentence),))
