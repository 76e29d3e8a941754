"""What holds for the repository as a whole: its files, its lock files, and the commands it promises."""

import json
import re
import subprocess
from pathlib import Path

import click
import pytest

from api.cli import main

ROOT = Path(__file__).parents[2]
LARGEST_KB = 700

# Words of the place where it was written, and of where packages came from, mean nothing to a reader.
# Each is cut in two, so that this list does not find itself.
MISPLACED = re.compile(
    "|".join(
        first + second
        for first, second in [
            ("/wor", "k/"),
            ("/tmp/bash", "_jobs"),
            (r"(?<!\w)\.lib", r"rary\b"),
            (r"\bCE", r"O\b"),
            ("developers' ", "session"),
            ("closing ", "note"),
            ("shared", "/(law|design|style|ui|peers)"),
            (r"pypi\.", "org"),
            (r"python", "hosted"),
            (r"npmjs\.", "(org|com)"),
        ]
    )
)


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True)
    paths = [Path(name) for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


def is_made(path: str) -> bool:
    """Whether it is a folder that is never tracked, because a command makes it."""
    return subprocess.run(["git", "check-ignore", "-q", f"{path.rstrip('/')}/"], cwd=ROOT, check=False).returncode == 0


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_no_text_speaks_of_the_place_where_it_was_written() -> None:
    found = []
    for path in tracked():
        text = (ROOT / path).read_text(errors="ignore")
        found += [f"{path}: {match.group()}" for match in MISPLACED.finditer(text)]
    assert found == []


def test_no_tracked_file_is_too_large_to_look_through() -> None:
    sizes = {str(path): (ROOT / path).stat().st_size // 1024 for path in tracked()}
    assert {path: size for path, size in sizes.items() if size > LARGEST_KB} == {}


def commands_shown() -> str:
    """What the documents show as code, in a line or a block, one after another."""
    text = "\n".join((ROOT / path).read_text() for path in tracked("*.md"))
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def duecourse_commands(group: click.Group = main) -> set[tuple[str, str]]:
    """Every command, and every command of a command."""
    found = set()
    for name, command in group.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {(name, ""), *((name, inner_name) for inner_name in inner)}
    return found


def test_every_make_command_in_the_documents_exists() -> None:
    promised = set(re.findall(r"^make ([a-z-]+)", commands_shown(), re.MULTILINE))
    assert promised - make_targets() == set()


def test_every_duecourse_command_in_the_documents_exists() -> None:
    known = duecourse_commands()
    groups = {name for name, inner in known if inner}
    promised = re.findall(r"^(?:.venv/bin/)?duecourse ([a-z]+)(?: ([a-z]+))?", commands_shown(), re.MULTILINE)
    assert {(name, inner if name in groups else "") for name, inner in promised} - known == set()


def test_every_path_in_the_documents_leads_somewhere() -> None:
    folders = "engine|api|web|processes|tests|bench|docs"
    named = {
        (document, path)
        for document in tracked("*.md")
        for path in re.findall(rf"`((?:{folders})/[^`<>\s…]*)`", (ROOT / document).read_text())
    }
    lost = [(document, path) for document, path in named if not any(ROOT.glob(path)) and not is_made(path)]
    assert sorted(f"{document}: {path}" for document, path in lost) == []


def test_each_decision_has_a_number_of_its_own() -> None:
    titles = [(path.name[:4], (ROOT / path).read_text()) for path in tracked("docs/decisions/*.md")]
    assert [int(number) for number, _ in titles] == list(range(1, len(titles) + 1))
    assert [number for number, text in titles if not text.startswith(f"# {int(number)}. ")] == []


def test_ci_runs_the_two_commands_a_newcomer_runs() -> None:
    commands = re.findall(r"^make ([a-z]+)", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert commands == ["test", "lint"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_python_package_has_a_version_and_hash(name: str) -> None:
    packages = re.sub(r"\\\n\s*", "", (ROOT / name).read_text()).splitlines()
    assert [line for line in packages if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_javascript_lock_has_hashes_but_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in installed.items() if "integrity" not in entry or "resolved" in entry] == []
