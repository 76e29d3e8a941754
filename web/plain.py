"""Refusals in plain words: what programs call by an id, people call by its name."""

import re
from datetime import date

from flask import g

from engine import short
from engine.case.words import readable
from web.frame import pages
from web.people import names

VISIT = re.compile(r"\b(?:task |message )?([a-z]+(?:_[a-z0-9]+)*)#\d+")
ID = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
USER = re.compile(r"\bU\d{6,}\b")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@pages.app_template_filter("plain")
def plain(sentence: str) -> str:
    """ "Expected “Record advice” to be free, but Casey holds it" for `record_advice#1` and `U000002`."""
    said = VISIT.sub(lambda found: f"“{readable(found[1])}”", sentence)
    said = ID.sub(lambda found: f"“{readable(found[0])}”", said)
    said = DAY.sub(lambda found: short(date.fromisoformat(found[0])), said)
    actor = g.get("actor")
    if actor is None or not USER.search(said):
        return said
    people = names(actor)
    return USER.sub(lambda found: people.get(found[0], "somebody else"), said)
