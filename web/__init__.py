"""Pages: people come in here. `register` adds them to the app, `refusal_page` says what was refused."""

from web import pages
from web.errors import refusal_page
from web.frame import register

__all__ = ["pages", "refusal_page", "register"]
