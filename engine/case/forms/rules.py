"""The rules between questions (`allOf`): where these have these answers, those are required or must be this."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from engine.case.forms.fields import is_answered, kind_of, required_names, show_if, values_of
from engine.case.forms.shapes import Json

Answers = Mapping[str, tuple[Any, ...]]
_OUTCOME = {"required", "properties"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the few words that a form has; `given` is empty where it holds always."""

    given: Answers
    given_required: tuple[str, ...]
    required: tuple[str, ...]
    answers: Answers
    otherwise: tuple[str, ...]

    @classmethod
    def read(cls, rule: Json) -> Self | None:
        """None where the rule says something that a form cannot say."""
        if "if" not in rule:
            return cls({}, (), *_outcome(rule), ()) if _is_outcome(rule) else None
        condition, then, otherwise = rule["if"], rule.get("then", {"required": []}), rule.get("else", {"required": []})
        outcomes = _is_outcome(then) and _is_outcome(otherwise) and "properties" not in otherwise
        if set(rule) - {"if", "then", "else"} or not _is_outcome(condition) or not outcomes:
            return None
        given = _answers(condition)
        return cls(given, _names(condition), *_outcome(then), _names(otherwise)) if given else None

    def requires(self, answers: Json) -> tuple[str, ...]:
        return self.required if self._holds(answers) else self.otherwise

    def rules_out(self, answers: Json) -> Answers:
        """The questions whose answers this rule does not allow, with those it would."""
        if not self._holds(answers):
            return {}
        return {
            name: possible
            for name, possible in self.answers.items()
            if name in answers and not is_answered(answers[name], possible)
        }

    def _holds(self, answers: Json) -> bool:
        return all(is_answered(answers.get(name), wanted) for name, wanted in self.given.items())


def rules_of(schema: Json) -> list[Rule | None]:
    return [Rule.read(rule) for rule in schema.get("allOf", ())]


def rule_findings(where: str, schema: Json) -> Iterator[str]:
    rules = rules_of(schema)
    if None in rules:
        yield f"{where} has an allOf that is not: if a question has const or enum, then required, const or enum"
        return
    for name in sorted(required_names(schema) - set(schema["properties"])):
        yield f"{where} requires '{name}', which is not one of its questions"
    always = [
        *schema.get("required", ()),
        *(name for rule in rules if rule and not rule.given for name in rule.required),
    ]
    for name in always:
        if _shown_by(schema, name):
            yield f"'{name}' is hidden at times, so it cannot be required always: require it in an if/then"
    for rule in rules:
        if rule:
            yield from _findings(where, rule, schema)


def _findings(where: str, rule: Rule, schema: Json) -> Iterator[str]:
    for name, values in [*rule.given.items(), *rule.answers.items()]:
        for value in values:
            if not _can_be_answered(schema["properties"].get(name), value):
                yield f"{where} has a rule in which '{name}' is {value!r}, which cannot be answered"
    for name in sorted(set(rule.given) - set(rule.given_required)):
        yield f"{where} has an if that also holds where '{name}' is not answered: add it to the if's required"
    for name in rule.required if rule.given else ():
        if not all(_implies(rule.given.get(other, ()), shown) for other, shown in _shown_by(schema, name).items()):
            yield f"'{name}' can be required where it is hidden: let x-show-if and the if say the same"
    for name in rule.otherwise:
        if _shown_by(schema, name):
            yield f"'{name}' can be required where it is hidden: require it in a then"


def _is_outcome(outcome: Any) -> bool:
    if not isinstance(outcome, dict) or not outcome or set(outcome) - _OUTCOME:
        return False
    names, questions = outcome.get("required", []), outcome.get("properties", {})
    names_fit = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return names_fit and isinstance(questions, dict) and all(map(_one_of, questions.values()))


def _outcome(outcome: Json) -> tuple[tuple[str, ...], Answers]:
    return _names(outcome), _answers(outcome)


def _names(outcome: Json) -> tuple[str, ...]:
    return tuple(outcome.get("required", ()))


def _answers(outcome: Json) -> Answers:
    return {name: _one_of(question) for name, question in outcome.get("properties", {}).items()}


def _one_of(question: Any) -> tuple[Any, ...]:
    match question:
        case {"const": value} | {"contains": {"const": value}} if len(question) == 1:
            return (value,)
        case {"enum": [*values]} if len(question) == 1:
            return tuple(values)
    return ()


def _can_be_answered(question: Json | None, value: Any) -> bool:
    if question is None:
        return False
    return isinstance(value, bool) if kind_of(question) == "yes_no" else value in values_of(question)


def _shown_by(schema: Json, name: str) -> Answers:
    return show_if(schema["properties"].get(name, {}))


def _implies(answers: tuple[Any, ...], shown_by: tuple[Any, ...]) -> bool:
    return bool(answers) and all(answer in shown_by for answer in answers)
