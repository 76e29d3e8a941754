"""Collects from a folder of processes the files that one of them uses, and no others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.case.forms import Form, FormFaults
from engine.definitions.bpmn import Element, Unreadable, read_diagram
from engine.definitions.catalogue import letter_of
from engine.definitions.expressions import ExpressionRefused, compile_timer
from engine.definitions.letter_text import front_of, includes, limits_spoken_of
from engine.definitions.package import LAYOUT_FILE, Package, PackageUnreadable
from engine.definitions.provisions import Provision, limits_by_provision, provisions
from engine.statute import Register, RegisterFaults

_ENDINGS = (".bpmn", ".dmn", ".json", ".md", ".toml")
_FOLDERS = ("", "decisions/", "forms/", "law/", "letters/", "letters/parts/")


class NoSuchProcess(LookupError):
    """Expected the name of a process in the folder."""


def list_processes(folder: Path) -> tuple[str, ...]:
    """The names of the processes in a folder, in order of the alphabet."""
    return tuple(sorted(path.stem for path in folder.glob("*.bpmn")))


def read_package(folder: Path, process: str) -> Package:
    """The process with all that it uses; what it names but the folder lacks is left to the lint."""
    if process not in list_processes(folder):
        known = ", ".join(list_processes(folder)) or "none"
        raise NoSuchProcess(f"There is no process '{process}' in {folder}; there are: {known}")
    return collect(process, dict(_read_folder(folder)))


def collect(process: str, files: Mapping[str, str]) -> Package:
    """The package of one process out of all the files of a folder."""
    used = _Used(files)
    used.add_process(process)
    used.add_law()
    return Package(process, used.kept)


def _read_folder(folder: Path) -> Iterator[tuple[str, str]]:
    for name in _FOLDERS:
        for path in sorted((folder / name).glob("*")):
            if path.is_file() and path.suffix in _ENDINGS:
                yield name + path.name, _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise PackageUnreadable(f"Expected {path} to be text in UTF-8, but it is not") from None


@dataclass(slots=True)
class _Used:
    """What a process has been found to use so far."""

    files: Mapping[str, str]
    kept: dict[str, str] = field(default_factory=dict)
    limits: set[str] = field(default_factory=set)
    notices: set[str] = field(default_factory=set)
    provisions: set[Provision] = field(default_factory=set)

    def keep(self, path: str) -> str | None:
        """The text of a file that is used now for the first time."""
        if path in self.kept or path not in self.files:
            return None
        self.kept[path] = self.files[path]
        return self.files[path]

    def add_process(self, process: str) -> None:
        text = self.keep(f"{process}.bpmn")
        if text is None:
            return
        try:
            diagram = read_diagram(f"{process}.bpmn", text)
        except Unreadable:
            return
        for element in diagram.elements:
            self.add_element(element)

    def add_element(self, element: Element) -> None:
        self.limits.update(element.ends_limits, _limits_of(element))
        if element.kind == "userTask":
            self.provisions.update(provisions(element.citation))
        if element.form:
            self.add_form(element.form)
        if letter := letter_of(element):
            self.add_letter(letter)
        if element.plan:
            self.keep(LAYOUT_FILE)
        if element.decision:
            self.add_decision(element.decision)
        if element.called:
            self.add_process(element.called)

    def add_form(self, name: str) -> None:
        """A form, and the letter by which it reminds people."""
        text = self.keep(f"forms/{name}")
        try:
            reminder = Form.parse(text).reminder if text is not None else None
        except FormFaults:
            return
        if reminder is not None:
            self.add_letter(reminder.letter)

    def add_letter(self, key: str) -> None:
        text = self.keep(f"letters/{key}.md")
        if text is not None:
            self.notices.add(str(front_of(text).get("notice", "")))
            self.add_words(text)

    def add_words(self, text: str) -> None:
        """The parts that a letter takes in, and the limits it speaks of."""
        self.limits.update(limits_spoken_of(text))
        for name in includes(text):
            part = self.keep(f"letters/parts/{name}.md")
            if part is not None:
                self.add_words(part)

    def add_decision(self, decision: str) -> None:
        for path, text in self.files.items():
            if path.startswith("decisions/") and re.search(rf"""\bid=["']{re.escape(decision)}["']""", text):
                self.keep(path)

    def add_law(self) -> None:
        """The entries of the law that are used or that a task is work under, or all of it where it cannot be read."""
        law = {path.removeprefix("law/"): text for path, text in self.files.items() if path.startswith("law/")}
        try:
            register = Register.load(law)
        except RegisterFaults:
            self.kept |= {f"law/{name}": text for name, text in law.items()}
            return
        given = limits_by_provision(register)
        under = {key for provision in self.provisions for key in given.get(provision, ())}
        subset = register.subset((self.limits | under) & set(register.limits), self.notices & set(register.notices))
        self.kept |= {f"law/{name}": text for name, text in subset.items()}


def _limits_of(element: Element) -> frozenset[str]:
    try:
        return compile_timer(element.timer.text).limits if element.timer else frozenset()
    except ExpressionRefused:
        return frozenset()
