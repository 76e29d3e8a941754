"""SpiffWorkflow by itself: in memory, and loading and saving its own JSON at each step, with nothing else kept."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import psycopg
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from bench.figures import timed
from bench.small import APPROVED, FACTS, PROCESS, SENT, diagram

ANSWERS = (APPROVED, SENT)
TABLE = "CREATE TABLE kept (id INTEGER PRIMARY KEY, state TEXT NOT NULL)"


class Definition:
    """The diagram as SpiffWorkflow reads it, and what is done with its cases."""

    def __init__(self) -> None:
        parser = SpiffBpmnParser()
        text = diagram('<bpmn:timeDuration>"P42D"</bpmn:timeDuration>', 'outcome == "approved"')
        parser.add_bpmn_str(text.encode())
        self.spec = parser.get_spec(PROCESS)
        self.parts = parser.get_subprocess_specs(PROCESS)
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))

    def start(self) -> Any:
        workflow = BpmnWorkflow(self.spec, self.parts)
        workflow.get_next_task(state=TaskState.READY).set_data(**FACTS)
        workflow.do_engine_steps()
        return workflow

    def complete(self, workflow: Any, answers: dict[str, str]) -> None:
        workflow.refresh_waiting_tasks()
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.set_data(**answers)
        task.run()
        workflow.do_engine_steps()

    def dump(self, workflow: Any) -> str:
        return str(self.serializer.serialize_json(workflow))

    def load(self, text: str) -> Any:
        return self.serializer.deserialize_json(text)


class Keeper(Protocol):
    """Keeps texts by number; every write is a transaction of its own."""

    def put(self, number: int, text: str) -> None: ...
    def get(self, number: int) -> str: ...
    def close(self) -> None: ...


class SqliteKeeper:
    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(TABLE)

    def put(self, number: int, text: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (number, text))

    def get(self, number: int) -> str:
        return str(self._connection.execute("SELECT state FROM kept WHERE id = ?", (number,)).fetchone()[0])

    def close(self) -> None:
        self._connection.close()


class PostgresKeeper:
    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        self._connection.execute(TABLE)

    def put(self, number: int, text: str) -> None:
        self._connection.execute(
            "INSERT INTO kept VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET state = excluded.state", (number, text)
        )

    def get(self, number: int) -> str:
        row = self._connection.execute("SELECT state FROM kept WHERE id = %s", (number,)).fetchone()
        assert row is not None
        return str(row[0])

    def close(self) -> None:
        self._connection.close()


def in_memory(cases: int) -> float:
    """Tasks completed a second when nothing is kept."""
    definition = Definition()
    started = [definition.start() for _ in range(cases)]
    with timed() as watch:
        for answers in ANSWERS:
            for workflow in started:
                definition.complete(workflow, answers)
    _check(started[-1])
    return cases * len(ANSWERS) / watch.seconds


def load_run_write(open_keeper: Callable[[], Keeper], cases: int) -> float:
    """Tasks completed a second when each step loads its case and writes it back."""
    definition, keeper = Definition(), open_keeper()
    for number in range(cases):
        keeper.put(number, definition.dump(definition.start()))
    with timed() as watch:
        for answers in ANSWERS:
            for number in range(cases):
                workflow = definition.load(keeper.get(number))
                definition.complete(workflow, answers)
                keeper.put(number, definition.dump(workflow))
    _check(definition.load(keeper.get(cases - 1)))
    keeper.close()
    return cases * len(ANSWERS) / watch.seconds


def _check(workflow: Any) -> None:
    """The work was really done: the case came to its end, with what it began with."""
    assert workflow.completed, "the baseline did not finish its cases"
    assert json.loads(json.dumps(workflow.last_task.data))["requester"] == "parent"
