"""The composition root: puts everything together, and is the only place that hands out a clock."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, request
from flask_smorest import Api
from werkzeug.middleware.proxy_fix import ProxyFix

from api import calendar_feed, docs, errors, guard, headers, intake, link_limit, sign_in_limit
from api.health import health
from api.office import Office, move_in
from api.openapi import DESCRIPTION
from api.plain import Json
from api.resources import RESOURCES
from api.resources.answering import BY_LINK_ANSWERS
from api.settings import Settings
from engine import Accounts, Clock, Database, Engine, LawBook, NationalFigures
from web import BY_LINK_PAGES, Mailing, keep_law, refusal_page
from web import register as add_pages

VERSION = "1.0"
WITH_PASSWORD = ("session.sign_in", "pages.sign_in", "session.change_password", "pages.change_password")
"""Where somebody proves with a password who they are."""

COOKIE = "duecourse"
SECURE_COOKIE = "__Host-duecourse"
"""Browsers take a cookie of this name only over HTTPS, and keep it for this host alone."""


class App(Flask):
    """A Flask that writes down what broke without the addresses that are secrets themselves."""

    def log_exception(self, exc_info: Any) -> None:
        where = quote(guard.without_secrets(request.path))
        self.logger.error("Exception on %s [%s]", where, request.method, exc_info=exc_info)


def system_clock() -> datetime:
    return datetime.now(UTC)


def open_office(settings: Settings, clock: Clock = system_clock, caught: Path | None = None) -> Office:
    """The engine, the accounts and the law of an installation; the database is brought up to this release."""
    if settings.is_sqlite:
        settings.var.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, pool_size=settings.database_connections)
    database.migrate()
    law = {path.name: path.read_text(encoding="utf-8") for path in sorted((settings.processes / "law").glob("*.toml"))}
    national = NationalFigures.load((settings.processes / "figures" / "national.toml").read_text(encoding="utf-8"))
    return Office.of(settings, Engine(database, clock), Accounts(database, clock), LawBook.load(law), national, caught)


def create_app(office: Office) -> Flask:
    """The app that answers people with pages and programs with the API."""
    settings = office.settings
    app = App("duecourse", static_folder=docs.BUILT.parent, static_url_path="/static")
    app.config.from_mapping(_config(settings))
    app.json = Json(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops)  # type: ignore[method-assign]
    move_in(app, office)
    for part in (intake, guard):
        part.register(app)
    headers.register(app, is_https=settings.is_https)
    _add_api(app, settings)
    app.register_blueprint(health)
    calendar_feed.register(app, settings.limits_storage)
    limits = {limit["key"]: limit for limit in office.law.limits()}
    mail = Mailing(office.sender is not None, office.caught)
    add_pages(app, office, guard.SESSION_KEY, limits, office.national, mail, settings.public_url)
    keep_law(app, office.law)
    errors.register(app, refusal_page)  # after flask-smorest, whose own errors are no problem details
    sign_in_limit.register(app, settings.sign_in_limit, settings.limits_storage, *WITH_PASSWORD)
    link_limit.register(app, settings.link_limit, settings.limits_storage, *BY_LINK_PAGES, *BY_LINK_ANSWERS)
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret(),
        "SESSION_COOKIE_NAME": SECURE_COOKIE if settings.is_https else COOKIE,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": intake.LARGEST_UPLOAD,
        "MAX_FORM_PARTS": 20,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def _add_api(app: Flask, settings: Settings) -> None:
    about = {"title": "Due Course", "version": VERSION, "openapi_version": "3.1.0"}
    api = Api(app, spec_kwargs={**about, "info": {"description": DESCRIPTION}})
    api.DEFAULT_ERROR_RESPONSE_NAME = None  # each refusal is documented by its status
    for resource in RESOURCES:
        app.register_blueprint(resource)
    docs.register(app, docs.Document(app, api, RESOURCES, settings.address))
