"""People outside the authority: the links through which they answer, and what families are asked."""

import json
from dataclasses import dataclass
from datetime import datetime

from engine.case.forms import Form

MOST_FILES = 5
"""Files of one answer."""

MOST_ANSWERS = 20
"""Times that a family can send something through one link."""

NOT_OPENED, OPENED, ANSWERED, EXPIRED, REVOKED = "not opened", "opened", "answered", "expired", "revoked"
NOT_NEEDED = "not needed"
"""How a link stands that is good, but whose task or case is over."""


@dataclass(frozen=True)
class LinkRow:
    """A link, without its token: that is shown once, when it is made. No task: it is for the family of the case."""

    authority: str
    id: str
    case: str
    task: str | None
    item: str | None
    sender: str
    question: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened_at: datetime | None
    answered_at: datetime | None
    answer: str | None
    answers: int

    @property
    def is_for_family(self) -> bool:
        return self.task is None

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < self.expires_at

    def takes_answers(self, now: datetime) -> bool:
        """One answer to a request; a family may send more than one thing."""
        return self.is_good(now) and self.answers < (MOST_ANSWERS if self.is_for_family else 1)

    def standing(self, now: datetime) -> str:
        if self.answers:
            return ANSWERED
        if self.revoked_at is not None:
            return REVOKED
        if now >= self.expires_at:
            return EXPIRED
        return OPENED if self.opened_at is not None else NOT_OPENED


FAMILY_FORM = Form.parse(
    json.dumps(
        {
            "title": "Tell us something",
            "help": "You can send us your views, and papers that help us to understand. You can do it more than once.",
            "order": ["family_name", "family_says", "child_says"],
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["family_name"],
                "properties": {
                    "family_name": {"type": "string", "title": "Your name", "minLength": 1, "maxLength": 200},
                    "family_says": {
                        "type": "string",
                        "title": "What would you like to tell us?",
                        "description": "Your views, wishes and feelings, what goes well and what does not.",
                        "maxLength": 20000,
                        "x-widget": "textarea",
                    },
                    "child_says": {
                        "type": "string",
                        "title": "What does the child or young person say?",
                        "description": "In their own words, if they can and want to say it.",
                        "maxLength": 20000,
                        "x-widget": "textarea",
                    },
                },
            },
        }
    )
)
"""What a family can send; the same in every process, because they can always say something."""
