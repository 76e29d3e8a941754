"""A letter as it is filed: its words, its day and its letterhead, from which its paper can be made again.

The PDF of a letter is ten times as large as what it says, most of it fonts. What it is made
from is text that can be read without any program, and gives the same paper whenever it is asked for.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from engine.letters.context import Authority, Context, Person
from engine.letters.drawing import Letter
from engine.letters.on_paper import on_paper
from engine.papers import Logo, Paper

FILED = "application/vnd.duecourse.letter+json"


def filed(letter: Letter) -> bytes:
    """The letter as a record in JSON; its logo by the digest under which the authority keeps it."""
    context, authority = letter.context, letter.context.authority
    record = {
        "title": letter.title,
        "day": context.today.isoformat(),
        "reference": context.reference,
        "authority": {name: getattr(authority, name) for name in ("name", "address", "phone", "email")},
        "logo": _logo(context.logo) if context.logo else None,
        "mark": letter.mark,
        "markdown": letter.markdown,
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _logo(logo: Logo) -> dict[str, str]:
    return {"media_type": logo.media_type, "digest": hashlib.sha256(logo.content).hexdigest()}


def paper_of(content: bytes, logos: Callable[[dict[str, str]], Logo | None]) -> Paper:
    """The paper on which a filed letter went out; `logos` finds the logo that it names."""
    record: dict[str, Any] = json.loads(content)
    context = Context(
        person=Person(),
        authority=Authority(**record["authority"]),
        facts={},
        today=date.fromisoformat(record["day"]),
        reference=record["reference"],
        logo=logos(record["logo"]) if record["logo"] else None,
    )
    return on_paper(record["title"], record["markdown"], context, record["mark"])
