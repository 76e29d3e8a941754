"""Who speaks for a child or young person, and what was decided and agreed about that: parts of the record."""

from typing import Any

MEANS = {
    "post": "Post",
    "email": "Email",
    "telephone": "Telephone",
    "portal": "Online portal",
    "in_person": "In person",
}
ROLES = {
    "parent": "Parent or carer",
    "young_person": "The young person",
    "alternative_person": "Alternative person for a young person who lacks capacity",
    "advocate": "Advocate",
    "other": "Somebody else",
}
CONSENTS = {
    "electronic_letters": "Letters by email or portal",
    "sharing": "Sharing what we know",
    "other": "Something else",
}
SOCIAL_CARE = {
    "none": "No",
    "child_in_need": "Child in need",
    "child_protection": "Child protection plan",
    "looked_after": "Looked after",
    "adult_social_care": "Adult social care",
}
SETTINGS = {
    "early_years": "Early years provider",
    "school": "School",
    "post16": "College or other post-16 institution",
    "other": "Somewhere else, for example at home",
    "none": "Nowhere at present",
}


def text(title: str, longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, "maxLength": longest, **more}


def needed(title: str, longest: int, **more: Any) -> dict[str, Any]:
    return text(title, longest, minLength=1, **more)


def choice(title: str, labels: dict[str, str], widget: str = "radios") -> dict[str, Any]:
    return {"type": "string", "title": title, "enum": list(labels), "x-labels": labels, "x-widget": widget}


def day(title: str) -> dict[str, Any]:
    return {"type": "string", "format": "date", "title": title, "x-widget": "date"}


def yes_no(title: str) -> dict[str, Any]:
    return {"type": "boolean", "title": title}


def rows(title: str, required: list[str], **questions: Any) -> dict[str, Any]:
    return {
        "type": "array",
        "title": title,
        "maxItems": 12,
        "x-items": True,
        "items": {"type": "object", "additionalProperties": False, "required": required, "properties": questions},
    }


CONTACTS = rows(
    "Parents, carers and others who speak for them",
    ["name", "relationship"],
    name=needed("Name", 120),
    relationship=needed("Relationship", 60),
    role=choice("Speaks as", ROLES, "select"),
    has_responsibility=yes_no("Has parental responsibility"),
    gets_letters=yes_no("Letters are sent to them"),
    preferred_means=choice("Prefers to hear by", MEANS, "select"),
    email=text("Email address", 200),
    telephone=text("Telephone number", 40),
    address=text("Address", 400, **{"x-widget": "textarea"}),
    language=text("Language", 60),
    needs_interpreter=yes_no("Needs an interpreter"),
)
CAPACITY = rows(
    "Decisions about mental capacity",
    ["about", "decided_on", "has_capacity", "decided_by"],
    about=needed("Which decision it is about", 200, description="For example, whether to ask for an assessment"),
    decided_on=day("Date of the decision"),
    has_capacity=yes_no("Has capacity for it"),
    decided_by=needed("Who decided", 120),
    reasons=text("Reasons", 2000, **{"x-widget": "textarea"}),
)
CONSENT_ROWS = rows(
    "Consents",
    ["consent", "given_by", "given_on"],
    consent=choice("Consent to", CONSENTS, "select"),
    with_whom=text("With whom, or what exactly", 200),
    given_by=needed("Who gave it", 120),
    given_on=day("From"),
    ends_on=day("Until"),
)
