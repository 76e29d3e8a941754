"""The peers that are no part of our installation: each in a place of its own, fetched from its registry."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.completing import STEPS
from bench.databases import Absent
from bench.small import FACTS, diagram

PEERS = Path(__file__).parents[1] / "peers"
VENV = PEERS.parent / ".venv-peers"
FETCHING = 300
RUNNING = 600


def fetch_viewflow() -> None:
    """Viewflow and Django in a virtual environment of their own; raises `Absent`."""
    stamp, lock = VENV / "fetched.lock", PEERS / "requirements.lock"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return
    _fetch([sys.executable, "-m", "venv", str(VENV)])
    _fetch([str(_python()), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(lock)])
    shutil.copyfile(lock, stamp)


def fetch_bpmn_engine() -> None:
    """bpmn-engine and what it needs; raises `Absent`."""
    if shutil.which("npm") is None:
        raise Absent("there is no npm here")
    if not (PEERS / "node_modules" / "bpmn-engine").is_dir():
        _fetch(["npm", "ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(PEERS)])


def viewflow(database: Mapping[str, Any], cases: int) -> float:
    """Tasks that Viewflow completes in a second."""
    told = {"database": database, "cases": cases, "facts": FACTS, "steps": STEPS}
    return _run([str(_python()), str(PEERS / "viewflow_cases.py")], told)


def on_sqlite(path: Path) -> dict[str, Any]:
    """A SQLite file with the durability that ours has."""
    init = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {"init_command": init}}


def bpmn_engine(folder: Path | None, cases: int) -> float:
    """Tasks that bpmn-engine completes in a second, in memory or with each state in a file that is synced."""
    text = diagram(
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P42D</bpmn:timeDuration>',
        'next(null, this.environment.output.check_request.outcome === "approved");',
        ' language="javascript"',
    )
    told = {"folder": folder and str(folder), "diagram": text, "cases": cases, "facts": FACTS, "steps": STEPS}
    return _run(["node", str(PEERS / "bpmn_engine_cases.mjs")], told)


def _python() -> Path:
    return VENV / "bin" / "python"


def _fetch(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=FETCHING)
    except (OSError, subprocess.SubprocessError) as problem:
        raise Absent(f"it could not be fetched: {' '.join(command[:4])}…") from problem


def _run(command: list[str], told: Mapping[str, Any]) -> float:
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, timeout=RUNNING, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[1]).name} failed:\n{done.stderr}")
    return float(done.stdout)
