"""A version of a process, compiled: its diagram, its law, its forms and its letters, under one hash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from engine.case.events import Facts
from engine.case.forms import Field, Form
from engine.case.rejections import BadInput, CannotReckonLimit, Fault
from engine.definitions.expressions import ExpressionFailed, compile_expression
from engine.definitions.package import LAYOUT_FILE, Package
from engine.letters import Template
from engine.plans import Layout
from engine.runtime import Process, compile_process
from engine.statute import (
    CannotReckon,
    Judgement,
    Reckoning,
    Register,
    UnknownGround,
    UnknownLimit,
    judge_ground,
    reckon,
    service_day,
)


class Law:
    """The register of one version; remembers what it has reckoned."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.calendar = register.calendar
        self._reckoned: dict[tuple[Any, ...], Reckoning] = {}

    def reckon(self, limit: str, facts: Mapping[str, Any]) -> Reckoning:
        """The day that a limit gives on these facts; raises `CannotReckonLimit` with a sentence."""
        try:
            counts_from = self.register.limit(limit)
        except UnknownLimit as refusal:
            raise CannotReckonLimit(str(refusal)) from refusal
        known = (limit, *(str(facts.get(name)) for name in (*counts_from.facts, *counts_from.refinements)))
        if known not in self._reckoned:
            try:
                self._reckoned[known] = reckon(self.register, limit, facts, self.calendar)
            except CannotReckon as refusal:
                raise CannotReckonLimit(str(refusal)) from refusal
        return self._reckoned[known]

    def knows(self, limit: str) -> bool:
        """Whether this version has the limit; one that a case met under an earlier version may be gone."""
        return limit in self.register.limits

    def judge(self, limit: str, ground: str, particulars: Facts, facts: Mapping[str, Any]) -> Judgement:
        """Whether a ground is open for a limit in these circumstances, and why."""
        try:
            return judge_ground(self.register, limit, ground, particulars, facts, self.calendar)
        except (CannotReckon, UnknownGround) as refusal:
            raise BadInput(str(refusal), (Fault("/particulars", str(refusal)),)) from refusal

    def served_on(self, sent_on: date, means: str) -> date:
        return service_day(sent_on, means, self.calendar)


@dataclass(frozen=True)
class Version:
    """All that a running case needs of its process."""

    hash: str
    process: Process = field(repr=False)
    law: Law = field(repr=False)
    forms: dict[str, Form] = field(repr=False)
    letters: dict[str, Template] = field(repr=False)
    parts: dict[str, str] = field(repr=False)
    diagrams: dict[str, str] = field(repr=False)
    plan: Layout | None = field(repr=False, default=None)

    def sends_plan(self, task: str) -> str | None:
        """The kind of plan that a task sends, if it sends one."""
        return self.process.properties[task.rsplit("#", 1)[0]].get("plan")

    @property
    def start_form(self) -> str | None:
        """The form that opens a case, if the start event of the diagram names one."""
        return self.process.start_properties.get("formJsonSchemaFilename")

    @property
    def starts_on(self) -> str:
        """The fact that says on which day a case began."""
        return self.process.start_properties.get("starts_on", "request_received")

    @cached_property
    def names_items_by(self) -> dict[str, str]:
        """The question by whose answer each member of a collection is called: the first text that is asked of it."""
        asked = {one.name: one.rows for form in self.forms.values() for one in form.fields() if one.collection}
        return {name: next((one.name for one in rows if one.kind == "text"), "") for name, rows in asked.items()}

    def form_of_message(self, message: str) -> Form | None:
        """The form of a message's particulars."""
        return self.form(self.process.properties[self.process.catchers[message]].get("formJsonSchemaFilename"))

    def form(self, name: str | None) -> Form | None:
        return self.forms[name] if name is not None else None


@lru_cache(maxsize=40)
def compile_version(package: Package) -> Version:
    """Compile a package; raises what its parts raise when they cannot be read.

    A version never changes, so one that was compiled is shared by whoever asks for it again.
    """
    files = package.files
    register = Register.load(_under(files, "law/", ".toml"))
    letters = _under(files, "letters/", ".md")
    return Version(
        package.hash,
        compile_process(package.process, files),
        Law(register),
        {name: Form.parse(text) for name, text in _under(files, "forms/", ".json").items()},
        {
            name.removesuffix(".md"): Template.parse(name.removesuffix(".md"), text)
            for name, text in letters.items()
            if "/" not in name
        },
        {name.removeprefix("parts/").removesuffix(".md"): t for name, t in letters.items() if "/" in name},
        {path: text for path, text in files.items() if path.endswith(".bpmn")},
        Layout.parse(files[LAYOUT_FILE]) if LAYOUT_FILE in files else None,
    )


def _under(files: Mapping[str, str], folder: str, ending: str) -> dict[str, str]:
    return {
        path.removeprefix(folder): text
        for path, text in files.items()
        if path.startswith(folder) and path.endswith(ending)
    }


def with_item(facts: Facts, item: str | None) -> Mapping[str, Any]:
    """The facts as seen from inside one item of a collection."""
    if item is None:
        return facts
    collection, key = item.split("/", 1)
    return {**facts, **(facts.get(collection) or {}).get(key, {})}


def rows_beforehand(asked: Field, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that stand in a form before anybody writes one, as the law asks in this case."""
    return [dict(given.row) for given in asked.prefill if given.when is None or _holds(given.when, facts)]


def _holds(condition: str, facts: Mapping[str, Any]) -> bool:
    """Whether it is so; what cannot be worked out, such as the age of somebody not born yet, is left to people."""
    try:
        return bool(compile_expression(condition).evaluate(facts))
    except ExpressionFailed:
        return False
