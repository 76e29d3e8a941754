"""The law of the installation, for pages that reckon a day before there is a case."""

from typing import cast

from flask import Flask, current_app

from engine import LawBook

KEY = "duecourse_law"


def keep_law(app: Flask, law: LawBook) -> None:
    app.extensions[KEY] = law


def law() -> LawBook:
    return cast(LawBook, current_app.extensions[KEY])
