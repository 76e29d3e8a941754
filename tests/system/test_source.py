"""What holds for every module: no clock and no chance in the engine, no broad excepts, a first sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("engine", "api", "web")


def modules_in(*folders: str) -> list[Path]:
    found = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not any(part.startswith(".") for part in path.parts))


MODULES = modules_in(*PACKAGES)
ENGINE = [path for path in MODULES if path.parts[0] == "engine"]
TESTS = modules_in("tests", "bench")

# What gives another answer on another run. `func` is SQLAlchemy's: the database has a clock too.
UNREPEATABLE = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "func.current_timestamp",
    "func.now",
    "func.random",
    "os.urandom",
    "time.monotonic",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
}
UNREPEATABLE_MODULES = {"random", "secrets"}
# What a session, a link or a feed is known by must not be guessed, so it cannot be repeated either.
ALLOWED = {
    f"engine/{name}.py: secrets" for name in ("office/accounts", "office/feeds", "office/staff", "outside/links")
}


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), filename=str(path))


def names_imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        yield from (f"{node.module}.{name}" for name in names)
        if not (node.module == "random" and names == {"Random"}):
            yield str(node.module)


def names_used(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield ".".join(ast.unparse(node).split(".")[-2:])
    # With a seed it gives the same again: simulations take their chances so.
    if isinstance(node, ast.Call) and ast.unparse(node) == "Random()":
        yield "random"


def unrepeatable(tree: ast.Module) -> Iterator[str]:
    """The clocks that a module reads and the dice that it throws."""
    for node in ast.walk(tree):
        names = {*names_imported(node), *names_used(node)}
        yield from sorted(names & (UNREPEATABLE | UNREPEATABLE_MODULES))


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else {"all"}
    return bool(caught & {"all", "Exception", "BaseException"})


def test_the_engine_reads_no_clock_and_throws_no_dice() -> None:
    assert {f"{path}: {name}" for path in ENGINE for name in unrepeatable(parsed(path))} == ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        "datetime.datetime.now()",
        "from uuid import uuid4",
        "import random",
        "from random import Random, choice",
        "chance = Random()",
        "clock = time.time",
        "func.now()",
    ],
)
def test_a_clock_or_dice_in_a_module_would_be_noticed(line: str) -> None:
    assert len(list(unrepeatable(ast.parse(line)))) == 1


def test_dice_with_a_seed_may_be_thrown() -> None:
    assert list(unrepeatable(ast.parse("from random import Random\nchance = Random(seed)"))) == []


def test_errors_are_caught_broadly_in_two_places_at_most() -> None:
    handlers = [
        f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    assert len(handlers) <= 2, handlers


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    first_lines = {str(path): (ast.get_docstring(parsed(path)) or "").partition("\n")[0] for path in MODULES + TESTS}
    assert [path for path, line in first_lines.items() if not line.endswith((".", "?", ":", ";", ","))] == []
