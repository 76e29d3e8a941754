"""The register as it stands in processes/, and small registers made for one test."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.statute import Calendar, Register

PROCESSES = Path(__file__).parents[3] / "processes"
CALENDAR = Calendar()

LIMIT = """
[answer]
ref = "Z1"
title = "Answer"
from = "asked_on"
allow = { weeks = 6 }
counting = "within"
citation = "An Act s.1"
verified = true
"""


@lru_cache
def the_register() -> Register:
    return Register.load({path.name: path.read_text() for path in (PROCESSES / "law").glob("*.toml")})


def examples(kind: str) -> list[dict[str, Any]]:
    """All worked examples of one kind, each with the file it stands in."""
    found = []
    for path in sorted((PROCESSES / "examples").glob("*.toml")):
        found += [{**one, "file": path.stem} for one in tomllib.loads(path.read_text()).get(kind, [])]
    return found


def name_of(example: dict[str, Any]) -> str:
    return f"{example['file']}: {example['name']}"


def small(text: str = LIMIT, **files: str) -> Register:
    return Register.load({"limits.toml": text, **{f"{name}.toml": body for name, body in files.items()}})


def on(text: str) -> date:
    return date.fromisoformat(text)


def names(text: str) -> list[str]:
    """References written one after another."""
    return text.split()
