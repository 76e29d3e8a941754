"""Each contract of .importlinter holds, and would notice if it were broken."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract: {module to plant: what it imports}
PLANTS = {
    "entry-points": {"engine/case/planted.py": "import api"},
    "layers": {"engine/statute/planted.py": "import engine.case"},
    "door": {"web/planted.py": "import engine.statute"},
    "spiffworkflow": {"engine/case/planted.py": "import SpiffWorkflow"},
    "sqlalchemy": {"api/planted.py": "import sqlalchemy"},
    "flask": {"engine/case/planted.py": "import flask"},
    "apscheduler": {"web/planted.py": "import apscheduler"},
    "rendering": {"api/planted.py": "import typst"},
    "acyclic": {"web/planted.py": "import web.grafted", "web/grafted.py": "import web.planted"},
    "pure": {"engine/statute/planted.py": "import sqlalchemy"},
    "handlers": {"engine/handlers/planted.py": "import engine.store"},
}


def contracts() -> dict[str, str]:
    """The name of each contract, by its key."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter")
    kind = "importlinter:contract:"
    return {section.removeprefix(kind): parser[section]["name"] for section in parser if section.startswith(kind)}


def lint_imports(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source that a test may spoil."""
    for package in ("engine", "api", "web"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_source_keeps_every_import_contract(tree: Path) -> None:
    outcome = lint_imports(tree)
    assert outcome.returncode == 0, outcome.stdout


def test_every_import_contract_has_a_violation_to_try() -> None:
    assert set(PLANTS) == set(contracts())


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_violation_of_a_contract_is_caught(tree: Path, contract: str) -> None:
    for module, line in PLANTS[contract].items():
        (tree / module).write_text(f"{line}\n")
    outcome = lint_imports(tree, "--contract", contract)
    assert outcome.returncode == 1
    assert "planted" in outcome.stdout
