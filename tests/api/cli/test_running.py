"""`duecourse serve`, `worker` and `sweep`: they start, do their work, and stop when they are told."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from api.scheduler import AlarmClock
from engine.case.commands import OpenCase
from tests.api.cli.conftest import Installation
from tests.fixtures.world import MANAGER, MONDAY, ROOT

COMMAND = Path(sys.executable).with_name("duecourse")


@pytest.fixture
def overdue(installation: Installation) -> Installation:
    """The town with a case whose deadline passed long ago."""
    office = installation.office()
    facts = {"request_received": MONDAY.isoformat()}
    office.engine.handle(OpenCase(by=MANAGER, process="small_request", person="P000001", facts=facts))
    office.close()
    return installation


@contextmanager
def started(installation: Installation, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a process of its own; ended in any case."""
    settings = {**os.environ, **installation.environment, **environment}
    command = [str(COMMAND), *arguments]
    with subprocess.Popen(
        command, env=settings, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read what the process says until it says this."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return
    raise AssertionError(f"it never said “{words}”, but: {''.join(said)}")


def a_free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def ended(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    return process.returncode


def test_the_server_answers_sweeps_and_stops_when_told(overdue: Installation) -> None:
    port = a_free_port()
    with started(overdue, "serve", "--port", port) as server:
        wait_for(server, "The sweep fired 1 timers")
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
            assert json.load(answer) == {"status": "alive"}
        assert ended(server) == 0


def test_a_worker_fires_what_is_due_and_stops_when_told(overdue: Installation) -> None:
    with started(overdue, "worker") as worker:
        wait_for(worker, "The sweep fired 1 timers")
        assert ended(worker) == 0


def test_one_sweep_fires_everything_that_is_due(overdue: Installation) -> None:
    done = overdue.json("sweep")
    assert done["sweep"] == {"fired": 1, "failed": 0, "passed_over": 0}
    assert overdue.json("sweep")["sweep"]["fired"] == 0


def test_settings_that_clash_are_told_before_anything_starts(installation: Installation) -> None:
    outcome = installation.run("serve", "--workers", "2")
    assert (outcome.exit_code, "needs PostgreSQL" in outcome.stderr) == (2, True)


def test_every_fault_of_the_settings_is_told_by_a_command(empty: Installation) -> None:
    outcome = empty.run("sweep", DUECOURSE_PORT="http", DUECOURSE_COLOUR="red")
    assert outcome.exit_code == 2
    assert {"DUECOURSE_PORT", "DUECOURSE_COLOUR"} <= set(outcome.stderr.replace(":", " ").split())


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(empty: Installation) -> None:
    empty.var.parent.mkdir(exist_ok=True)
    empty.var.write_text("a file where a folder should be")
    outcome = empty.run("sweep")
    assert (outcome.exit_code, outcome.stderr.count("\n")) == (1, 1)


def test_the_help_says_what_the_exit_codes_mean(empty: Installation) -> None:
    help_text = empty.run("--help").output
    assert "0  done" in help_text
    for command in ("serve", "worker", "sweep", "processes", "case", "limits", "rebuild", "verify", "users"):
        assert empty.run(command, "--help").exit_code == 0
        assert f"\n  {command}" in help_text


def test_no_job_is_lost_doubled_or_run_twice_at_a_time(installation: Installation) -> None:
    office = installation.office()
    alarm_clock = AlarmClock(office)
    alarm_clock.start()
    jobs = {job.id: job for job in alarm_clock.jobs() if "start" not in job.id}
    alarm_clock.stop()
    office.close()
    assert set(jobs) == {"sweep", "effects", "webhooks", "notifications", "papers", "daily work"}
    assert {(job.misfire_grace_time, job.coalesce, job.max_instances) for job in jobs.values()} == {(None, True, 1)}


def test_the_daily_work_never_waits_for_one_hour_of_the_day(installation: Installation) -> None:
    office = installation.office()
    alarm_clock = AlarmClock(office)
    alarm_clock.start()
    pauses = [job.trigger.interval.total_seconds() for job in alarm_clock.jobs() if "start" not in job.id]
    alarm_clock.stop()
    office.close()
    assert max(pauses) < 24 * 3600
