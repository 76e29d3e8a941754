"""Each contract of .importlinter holds, and would notice if it were broken."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract: (package to plant a module in, what the module imports)
PLANTS = {
    "entry-points": ("engine/case", "import api"),
    "layers": ("engine/statute", "import engine.case"),
    "door": ("web", "import engine.statute"),
    "spiffworkflow": ("engine/case", "import SpiffWorkflow"),
    "sqlalchemy": ("api", "import sqlalchemy"),
    "flask": ("engine/case", "import flask"),
    "apscheduler": ("web", "import apscheduler"),
    "rendering": ("api", "import typst"),
    "acyclic": ("web", "import web.planted_acyclic_too"),
    "pure": ("engine/statute", "import sqlalchemy"),
    "handlers": ("engine/handlers", "import engine.store"),
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


def planted(contract: str) -> str:
    return f"planted_{contract.replace('-', '_')}"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source in which every contract is broken, by a module of its own."""
    tree = tmp_path_factory.mktemp("spoilt")
    for package in ("engine", "api", "web"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / ".importlinter", tree)
    for contract, (package, line) in PLANTS.items():
        (tree / package / f"{planted(contract)}.py").write_text(f"{line}\n")
    (tree / "web/planted_acyclic_too.py").write_text("import web.planted_acyclic\n")
    return tree


@pytest.fixture(scope="module")
def told(tree: Path) -> dict[str, str]:
    """What is said of each broken contract, by its key; their names are cut into lines of 80 characters."""
    broken = lint_imports(tree).stdout.partition("Broken contracts")[2]
    begins = sorted((broken.find(name[:60]), key) for key, name in contracts().items())
    ends = [*(at for at, _ in begins[1:]), len(broken)]
    return {key: broken[at:end] for (at, key), end in zip(begins, ends, strict=True)}


def test_the_source_keeps_every_import_contract() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, outcome.stdout


def test_every_import_contract_has_a_violation_to_try() -> None:
    assert set(PLANTS) == set(contracts())


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_violation_of_a_contract_is_caught(told: dict[str, str], contract: str) -> None:
    assert f".{planted(contract)} " in told[contract]
