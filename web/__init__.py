"""Pages: people come in here. `register` adds them to the app."""

from web import errors, pages
from web.frame import Pages, register

__all__ = ["Pages", "errors", "pages", "register"]
