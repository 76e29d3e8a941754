"""What every page stands in: the blueprint, the templates, the built assets, and what pages work with."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, current_app, g, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from engine import LONDON, NationalFigures, Rooms, short, spoken
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
    """What pages say about e-mails: whether any are sent, and where the demonstration keeps them."""

    is_set_up: bool = False
    caught: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Pages(Rooms):
    """What pages work with. `session_key` is where the signed cookie keeps the key of the session."""

    session_key: str
    limits: Mapping[str, Mapping[str, Any]]
    """What the register says of each time limit, by key."""
    national: NationalFigures = NationalFigures()
    """What was published for England."""
    mail: Mailing = Mailing()
    address: str = ""
    """At which people find the service, where a setting says it."""

    @cached_property
    def limit_titles(self) -> Mapping[str, str]:
        return {key: limit["title"] for key, limit in self.limits.items()}

    @property
    def weeks_for_a_plan(self) -> int:
        """How long the law allows from the request to the final plan."""
        return int(self.limits["final_plan"]["allowed"]["weeks"])


def house() -> Pages:
    """What the pages of the app that answers this request work with."""
    return cast(Pages, current_app.extensions[KEY])


def register(
    app: Flask,
    rooms: Rooms,
    session_key: str,
    limits: Mapping[str, Mapping[str, Any]],
    national: NationalFigures,
    mail: Mailing | None = None,
    address: str = "",
) -> None:
    """Add the pages to the app; `limits` is what the register says of each time limit, by key."""
    shared = (rooms.engine, rooms.accounts, rooms.link_lasts, rooms.mail_domains)
    said: dict[str, Any] = {"session_key": session_key, "limits": limits, "national": national}
    app.extensions[KEY] = Pages(*shared, **said, mail=mail or Mailing(), address=address)
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


def below_headings(letter: str, by: int = 2) -> str:
    """A letter that stands inside a page: its headings come below those of the page."""
    return re.sub(r"(</?h)([1-3])\b", lambda found: f"{found[1]}{int(found[2]) + by}", letter)


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
