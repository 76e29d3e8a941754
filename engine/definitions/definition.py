"""A package, read: its diagrams, forms, decisions and law, and what could not be read of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.case.forms import Form, FormFaults
from engine.definitions.bpmn import Diagram, Element, Process, Unreadable, read_diagram
from engine.definitions.decisions import Decision, read_decisions
from engine.definitions.package import LAYOUT_FILE, Package
from engine.plans import Layout, LayoutFaults
from engine.statute import Register, RegisterFaults


@dataclass(frozen=True)
class Definition:
    """`faults` are sentences by file, for each file that could not be read."""

    package: Package
    diagrams: tuple[Diagram, ...]
    forms: Mapping[str, Form]
    decisions: Mapping[str, Decision]
    register: Register | None
    faults: Mapping[str, tuple[str, ...]]
    plan: Layout | None = None

    @cached_property
    def processes(self) -> Mapping[str, Process]:
        found = [process for diagram in self.diagrams for process in diagram.processes]
        return {process.id: process for process in reversed(found)}

    @property
    def main(self) -> Process | None:
        return self.processes.get(self.package.process)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for process in self.processes.values() for element in process.elements)

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        return {element.id: element for element in self.elements}

    @cached_property
    def messages(self) -> Mapping[str, str]:
        """The name of each message by its id."""
        return {message.id: message.name for diagram in self.diagrams for message in diagram.messages}

    @cached_property
    def calls(self) -> Mapping[str, tuple[Element, ...]]:
        """The call activities that call each process."""
        calls: dict[str, list[Element]] = {}
        for element in self.elements:
            if element.kind == "callActivity":
                calls.setdefault(element.called, []).append(element)
        return {called: tuple(some) for called, some in calls.items()}

    def form_of(self, element: Element) -> Form | None:
        return self.forms.get(element.form)

    def has_letter(self, key: str) -> bool:
        return f"letters/{key}.md" in self.package.files

    def around(self, element: Element) -> Iterator[Element]:
        """The activities around an element: its stages, whatever calls its process, and what is around that."""
        seen: set[str] = set()
        waiting = [element]
        while waiting:
            one = waiting.pop()
            process = self.processes[one.process]
            for outer in (*process.around(one), *self.calls.get(process.id, ())):
                if outer.id not in seen:
                    seen.add(outer.id)
                    yield outer
                    if outer.process != process.id:
                        waiting.append(outer)


@lru_cache(maxsize=16)
def read_definition(package: Package) -> Definition:
    """Everything that can be read of a package; never raises for what a person put into its files."""
    reader = _Reader(package, {})
    return Definition(
        package,
        tuple(reader.diagrams()),
        dict(reader.forms()),
        dict(reader.decisions()),
        reader.register(),
        reader.faults,
        reader.plan(),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    package: Package
    faults: dict[str, tuple[str, ...]]

    def diagrams(self) -> Iterator[Diagram]:
        for file, text in self.package.under("", ".bpmn").items():
            try:
                yield read_diagram(file, text)
            except Unreadable as fault:
                self.faults[file] = (fault.sentence,)

    def forms(self) -> Iterator[tuple[str, Form]]:
        for name, text in self.package.under("forms/", ".json").items():
            try:
                yield name, Form.parse(text)
            except FormFaults as faults:
                self.faults[f"forms/{name}"] = tuple(map(str, faults.faults))

    def decisions(self) -> Iterator[tuple[str, Decision]]:
        for name, text in self.package.under("decisions/", ".dmn").items():
            try:
                yield from ((decision.id, decision) for decision in read_decisions(f"decisions/{name}", text))
            except Unreadable as fault:
                self.faults[f"decisions/{name}"] = (fault.sentence,)

    def plan(self) -> Layout | None:
        text = self.package.files.get(LAYOUT_FILE)
        try:
            return Layout.parse(text) if text is not None else None
        except LayoutFaults as faults:
            self.faults[LAYOUT_FILE] = faults.faults
            return None

    def register(self) -> Register | None:
        try:
            return Register.load(self.package.under("law/", ".toml"))
        except RegisterFaults as faults:
            self.faults["law"] = faults.faults
            return None
