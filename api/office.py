"""What a request is worked on with: the engine, the accounts, the law, and the settings."""

from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from api.settings import Settings
from engine import Accounts, Engine, LawBook, Looking, Workshop

KEY = "duecourse"


@dataclass(frozen=True)
class Office:
    """Put together once, in `api/app.py`."""

    settings: Settings
    engine: Engine
    accounts: Accounts
    law: LawBook
    looking: Looking = field(init=False)
    workshop: Workshop = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looking", Looking(self.engine))
        object.__setattr__(self, "workshop", Workshop(self.engine))

    def close(self) -> None:
        self.engine.database.close()


def move_in(app: Flask, office: Office) -> None:
    app.extensions[KEY] = office


def office() -> Office:
    """The office of the app that answers this request."""
    return cast(Office, current_app.extensions[KEY])
