"""Pages: people come in here. `register` adds them to the app, `refusal_page` says what was refused."""

from web import pages
from web.errors import refusal_page
from web.frame import Mailing, register
from web.law import keep_law
from web.pages.outside.by_link import BY_LINK_PAGES

__all__ = ["BY_LINK_PAGES", "Mailing", "keep_law", "pages", "refusal_page", "register"]
