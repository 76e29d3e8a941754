"""What every page stands in: the blueprint, the templates, the built assets, and what pages work with."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, current_app, g, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from engine import (
    LONDON,
    Absences,
    Accounts,
    Delegations,
    Diary,
    Engine,
    Feeds,
    Letterheads,
    Links,
    Looking,
    NationalFigures,
    Notifications,
    Panels,
    PlanBook,
    Retention,
    Staff,
    Views,
    short,
    spoken,
)
from engine.case.permissions import rights_of
from engine.case.sentences import MEANS
from engine.case.words import readable
from web.answers import date_parts
from web.conditions import condition_json, condition_words, typed_as
from web.urgency import urgency

KEY = "duecourse_pages"
STATIC = Path(__file__).parent / "static"

pages = Blueprint("pages", __name__, template_folder="templates")


@dataclass(frozen=True)
class Mailing:
    """What pages say about e-mails: whether any are sent, where to, and where the demonstration keeps them."""

    is_set_up: bool = False
    domains: frozenset[str] = frozenset()
    caught: Path | None = None


@dataclass(frozen=True)
class Pages:
    """What pages work with. `session_key` is where the signed cookie keeps the key of the session."""

    engine: Engine
    accounts: Accounts
    session_key: str
    limit_titles: Mapping[str, str]
    limits: Mapping[str, Mapping[str, Any]]
    """What the register says of each time limit, by key."""
    links: Links
    national: NationalFigures = NationalFigures()
    """What was published for England."""
    mail: Mailing = Mailing()
    looking: Looking = field(init=False)
    plans: PlanBook = field(init=False)
    views: Views = field(init=False)
    absences: Absences = field(init=False)
    diary: Diary = field(init=False)
    feeds: Feeds = field(init=False)
    panels: Panels = field(init=False)
    staff: Staff = field(init=False)
    retention: Retention = field(init=False)
    delegations: Delegations = field(init=False)
    letterheads: Letterheads = field(init=False)
    notifications: Notifications = field(init=False)

    @property
    def weeks_for_a_plan(self) -> int:
        """How long the law allows from the request to the final plan."""
        return int(self.limits["final_plan"]["allowed"]["weeks"])

    def __post_init__(self) -> None:
        object.__setattr__(self, "looking", Looking(self.engine))
        object.__setattr__(self, "plans", PlanBook(self.engine))
        object.__setattr__(self, "views", Views(self.engine.database, self.engine.clock))
        object.__setattr__(self, "absences", Absences(self.engine.database, self.engine.clock))
        object.__setattr__(self, "diary", Diary(self.engine))
        object.__setattr__(self, "feeds", Feeds(self.engine.database, self.engine.clock))
        object.__setattr__(self, "panels", Panels(self.engine))
        object.__setattr__(self, "staff", Staff(self.engine, self.accounts))
        object.__setattr__(self, "retention", Retention(self.engine.database, self.engine.clock))
        object.__setattr__(self, "delegations", Delegations(self.engine))
        object.__setattr__(self, "letterheads", Letterheads(self.engine.database, self.engine.clock))
        told = Notifications(self.engine.database, self.engine.clock, self.mail.domains)
        object.__setattr__(self, "notifications", told)


def house() -> Pages:
    """What the pages of the app that answers this request work with."""
    return cast(Pages, current_app.extensions[KEY])


def register(
    app: Flask,
    engine: Engine,
    accounts: Accounts,
    session_key: str,
    limits: Mapping[str, Mapping[str, Any]],
    links: Links,
    national: NationalFigures,
    mail: Mailing | None = None,
) -> None:
    """Add the pages to the app; `limits` is what the register says of each time limit, by key."""
    titles = {key: limit["title"] for key, limit in limits.items()}
    app.extensions[KEY] = Pages(engine, accounts, session_key, titles, limits, links, national, mail or Mailing())
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    loader = app.jinja_env.loader
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([each for each in (loader, govuk) if each is not None])
    app.jinja_env.filters.update(FILTERS)
    app.register_blueprint(pages)


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    read: dict[str, str] = json.loads((STATIC / "built" / "manifest.json").read_text())
    return read


@pages.app_context_processor
def words() -> dict[str, Any]:
    """What every template knows."""
    actor, today = g.get("actor"), house().engine.today()
    return {
        "actor": actor,
        "rights": rights_of(actor) if actor else frozenset(),
        "asset": lambda name: url_for("static", filename=f"built/{_manifest()[name]}"),
        "csrf_token": generate_csrf,
        "form_id": lambda: secrets.token_urlsafe(12),
        "today": today,
        "urgency": partial(urgency, today=today),
    }


def _date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def day(value: Any) -> str:
    """`16 February 2026`"""
    return short(_date(value)) if value else ""


def weekday(value: Any) -> str:
    """`Monday 16 February 2026`"""
    return spoken(_date(value)) if value else ""


def moment(value: datetime) -> str:
    """`16 February 2026 at 14:05`, as clocks in England show it."""
    local = value.astimezone(LONDON)
    return f"{short(local.date())} at {local:%H:%M}"


def item_name(item: str, names: Mapping[str, str]) -> str:
    """ "Hill Road School", or where it has no name yet "Advice 1" from `advice/01`."""
    collection, _, key = item.partition("/")
    return names.get(item) or f"{readable(collection)} {int(key)}"


def first_capital(words: str) -> str:
    """ "The family" from "the family", and nothing else changed."""
    return words[:1].upper() + words[1:]


def below_headings(letter: str) -> str:
    """A letter that stands inside a page: its headings come below those of the page."""
    return re.sub(r"(</?h)([12])\b", lambda found: f"{found[1]}{int(found[2]) + 2}", letter)


FILTERS = {
    "below_headings": below_headings,
    "condition_json": condition_json,
    "condition_words": condition_words,
    "typed_as": typed_as,
    "date_parts": date_parts,
    "day": day,
    "first_capital": first_capital,
    "means": lambda means: MEANS.get(means, means),
    "moment": moment,
    "readable": readable,
    "item_name": item_name,
    "weekday": weekday,
}
