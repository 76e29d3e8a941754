"""What to tell a person whose answer cannot be taken, made from the title of the question."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.case.forms.fields import Field, Kind

EXAMPLE_DAY = "27 March 2015"
LONGEST_NAME = 60

_OWN_ARTICLE = re.compile(
    r"(the|a|an|any|each|every|all|both|this|that|these|those|your|their|its|his|her|"
    r"who|whom|whose|what|when|where|which|why|how|whether|if|one|up|at|in|on|from|to|with|section [a-k])\b",
    re.I,
)
_NAME = re.compile(r"\w[a-z]*[A-Z0-9]|Section [A-K]\b")  # an abbreviation, or a section of the plan
_WH = re.compile(r"(who|whom|whose|what|when|where|which|why|how)\b", re.I)
_TURNED_ROUND = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|may|might)\b", re.I
)
_VERBS: dict[Kind, str] = {"choice": "Select", "choices": "Select", "yes_no": "Select", "rows": "Add"}


def missing(field: Field) -> str:
    """As GOV.UK asks: enter what is written, select what is chosen, add what is listed."""
    title = field.title.strip()
    if title.endswith("?") and not _reads_as_a_clause(title):
        return f"Answer the question {quoted(title)}"
    if field.kind == "yes_no" and not title.lower().startswith("whether "):
        return f"Select yes or no for {quoted(title)}"
    return f"{_VERBS.get(field.kind, 'Enter')} {_in_a_sentence(title.rstrip('?'))}"


def unexpected(name: str, expected: Iterable[str]) -> str:
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return f"'{shown}' is not a question of this form; expected one of: {', '.join(expected)}"


def wrong(field: Field, keyword: str, limit: Any) -> str:
    """The sentence for an answer that breaks one keyword of the schema."""
    if field.kind == "date":
        return f"{subject(field)} must be a real date, such as {EXAMPLE_DAY}"
    if keyword == "type":
        return f"{subject(field)} must be {'a whole number' if limit == 'integer' else _TYPES[field.kind]}"
    if keyword == "enum":
        return f"{subject(field)} must be one of: {', '.join(limit)}"
    if keyword == "pattern":
        return f"Enter {_in_a_sentence(field.title)} in the correct format" + (f" ({field.hint})" if field.hint else "")
    return f"{subject(field)} must {_LIMITS[keyword](limit)}"


def contradiction(
    name: str, possible: tuple[Any, ...], because: Mapping[str, tuple[Any, ...]], fields: tuple[Field, ...]
) -> str:
    """The sentence for an answer that the answer to another question rules out."""
    asked = {field.name: field for field in fields}
    wanted = f"{subject(asked[name])} must be {_either(asked[name], possible)}"
    reasons = [f"{subject(asked[other])} is {_either(asked[other], values)}" for other, values in because.items()]
    return f"{wanted}, because {' and '.join(reasons)}" if reasons else wanted


def _either(field: Field, values: tuple[Any, ...]) -> str:
    return " or ".join(quoted(field.label(value)) for value in values)


def in_row(field: Field, number: int, sentence: str) -> str:
    """The sentence for a question that is asked again in each row, saying which."""
    return f"{field.title}, row {number + 1}: {_lower_first(sentence)}"


def subject(field: Field) -> str:
    title = field.title.strip()
    return quoted(title) if title.endswith("?") else title


def quoted(title: str) -> str:
    return f"‘{title}’"


_TYPES: Mapping[Kind, str] = {
    "text": "text",
    "date": "a date",
    "choice": "one answer",
    "choices": "a list of answers",
    "yes_no": "yes or no (true or false)",
    "number": "a number",
    "rows": "a list of rows",
}

_LIMITS: Mapping[str, Callable[[Any], str]] = {
    "maxLength": lambda limit: f"be {limit:,} characters or fewer",
    "minLength": lambda limit: f"be {limit:,} characters or more",
    "minimum": lambda limit: f"be {limit} or more",
    "maximum": lambda limit: f"be {limit} or less",
    "minItems": lambda limit: f"have at least {limit}",
    "maxItems": lambda limit: f"have {limit} or fewer",
    "uniqueItems": lambda limit: "have each answer only once",
    "multipleOf": lambda limit: f"be a multiple of {limit}",
}


def _reads_as_a_clause(title: str) -> bool:
    """‘Who made the request?’ can be asked for as it stands; ‘Who is it from?’ cannot."""
    return bool(_WH.match(title)) and not _TURNED_ROUND.search(title)


def _in_a_sentence(title: str) -> str:
    words = _lower_first(title.strip())
    return words if _OWN_ARTICLE.match(words) else f"the {words}"


def _lower_first(words: str) -> str:
    return words if _NAME.match(words) else words[:1].lower() + words[1:]
