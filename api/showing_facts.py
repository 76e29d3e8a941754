"""A fact that a case knows, as the API shows it."""

from typing import Any

from api.resource import Output
from api.shapes import maybe, maybe_on, said
from engine import KnownFact


class KnownFactShown(Output):
    fact = said("Its name")
    title = said("What it is, in words")
    words = said("What is known, in words; empty if nothing is")
    item = maybe("The item of a collection that it is of, such as advice/01")
    known_on = maybe_on("The day on which it came")
    known_by = maybe("By whom")


def known_fact_record(fact: KnownFact) -> dict[str, Any]:
    origin = fact.origin
    return {
        "fact": fact.name,
        "title": fact.title,
        "words": fact.words,
        "item": fact.item,
        "known_on": origin.on.isoformat() if origin else None,
        "known_by": origin.by if origin else None,
    }
