"""What letters say of the authority that writes them: asked of its administrators."""

import json
from dataclasses import dataclass
from typing import Any

from engine.case.forms import Form

_SERVICES = "Its name and how to reach it, as it shall stand in letters"


def _text(title: str, longest: int = 120, hint: str = "", lines: bool = False, **more: Any) -> dict[str, Any]:
    hinted = {"description": hint} if hint else {}
    return {
        "type": "string",
        "title": title,
        "maxLength": longest,
        **hinted,
        **({"x-widget": "textarea"} if lines else {}),
        **more,
    }


_QUESTIONS = {
    "address": _text("Address", 400, "Each line on a line of its own", lines=True),
    "phone": _text("Telephone number", 40),
    "email": _text("Email address", 200, pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
    "signatory": _text("Name of the person who signs"),
    "signatory_role": _text("What the person who signs is"),
    "mediation_contact": _text("Whom families tell that they want mediation", 400, _SERVICES, lines=True),
    "mediation_adviser": _text("Mediation adviser", 400, _SERVICES, lines=True),
    "sendiass": _text("Information, advice and support service", 400, _SERVICES, lines=True),
    "disagreement_resolution": _text("Disagreement resolution service", 400, _SERVICES, lines=True),
    "schools_list": _text("Where the list of schools and colleges is", 200, "An address on the web, or where to ask"),
}
LETTERHEAD_FORM = Form.parse(
    json.dumps(
        {
            "title": "What letters say of the authority",
            "help": "Letters cannot be sent while they lack any of it that they need.",
            "order": list(_QUESTIONS),
            "schema": {"type": "object", "additionalProperties": False, "required": [], "properties": _QUESTIONS},
        }
    )
)


@dataclass(frozen=True)
class LetterheadRow:
    """What letters say of an authority; `edition` counts its changes."""

    id: str
    name: str
    prefix: str
    edition: int
    letterhead: dict[str, str]
    has_logo: bool
