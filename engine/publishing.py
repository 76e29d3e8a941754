"""What a package must pass before it is published: lint, compiling, and the letters' required contents."""

from collections.abc import Collection, Iterator

from engine.case.forms import FormFaults
from engine.case.rejections import DefinitionRefused, Fault
from engine.definitions.definition import read_definition
from engine.definitions.finding import Finding
from engine.definitions.known_facts import known_facts
from engine.definitions.lint import lint
from engine.definitions.neighbours import strangers
from engine.definitions.package import Package
from engine.letters import LetterFaults
from engine.runtime import ProcessUnreadable
from engine.statute import RegisterFaults, UnknownNotice
from engine.version import Version, compile_version

UNREADABLE = (ProcessUnreadable, RegisterFaults, FormFaults, LetterFaults)


def findings(package: Package, processes: Collection[str] | None = None) -> tuple[Finding, ...]:
    """All that is wrong with a package or could be better, from every part that reads it.

    `processes` are those beside it, if they are at hand: it may open and tell cases of them.
    """
    unknown = () if processes is None else strangers(read_definition(package), processes)
    return (*unknown, *_of_package(package))


def _of_package(package: Package) -> tuple[Finding, ...]:
    found = lint(package)
    if any(finding.severity == "error" for finding in found):
        return found
    try:
        version = compile_version(package)
    except UNREADABLE as fault:
        return (*found, Finding("compiles", package.process, "", str(fault)))
    return (*found, *_letters(package, version))


def refuse_findings(package: Package) -> None:
    """Raise `DefinitionRefused` with every error; advice does not stop publishing."""
    errors = [finding for finding in findings(package) if finding.severity == "error"]
    if errors:
        raise DefinitionRefused(
            f"Expected {package.process} to pass every check, but there are {len(errors)} findings",
            tuple(Fault(f"{finding.file}#{finding.element}", finding.sentence) for finding in errors),
        )


def _letters(package: Package, version: Version) -> Iterator[Finding]:
    """A letter must contain what the law requires of its notice, and name only facts that the case can know."""
    register = version.law.register
    facts = known_facts(read_definition(package)).everywhere()
    for key, template in version.letters.items():
        file = f"letters/{key}.md"
        try:
            notice = register.notice(template.notice)
        except UnknownNotice as unknown:
            yield Finding("letter_contents", file, "", str(unknown))
            continue
        for sentence in template.lint(notice, version.parts, facts=facts, limits=register.limits):
            yield Finding("letter_contents", file, "", sentence)
