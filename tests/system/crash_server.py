"""A real `duecourse serve` that is killed and started again: all of it, its worker alone, or its arbiter alone."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event

from tests.fixtures.world import ROOT

COMMAND = (sys.executable, "-c", "from api.cli import main; main()", "serve")
BOOTED = re.compile(r"Booting worker with pid: (\d+)")
LONGEST = 60
"""Seconds after which something that a test waits for will not come any more."""

HOST = "127.0.0.1"


class Serving:
    """One start of the server, which leads a group of processes of its own."""

    def __init__(self, environment: Mapping[str, str], port: int) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--host", HOST, "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self.workers: Queue[int] = Queue()
        self.worker = 0

    def listen(self) -> None:
        """Read what it says until everybody who could say something is gone."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if found := BOOTED.search(line):
                self.workers.put(int(found[1]))
        self.process.stderr.close()
        self.workers.put(0)

    def await_worker(self) -> None:
        self.worker = self.workers.get(timeout=LONGEST)
        assert self.worker, "the server ended: " + "".join(self.said)


class Server:
    """The server at one address, through all its starts."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._place = socket.socket()
        # Whoever holds a port without listening keeps it from others, while the server may have it again and again.
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind((HOST, 0))
        self.port: int = self._place.getsockname()[1]
        self.is_awake = Event()
        self._environment = {**os.environ, **environment}
        self._ears = ThreadPoolExecutor()
        self._starts: list[Serving] = []

    def start(self) -> None:
        started = Serving(self._environment, self.port)
        self._starts.append(started)
        self._ears.submit(started.listen)
        started.await_worker()
        self.is_awake.set()

    def kill_worker(self) -> None:
        """The arbiter notices, and forks another; requests meanwhile wait at the open door."""
        now = self._starts[-1]
        os.kill(now.worker, signal.SIGKILL)
        now.await_worker()

    def kill_arbiter(self) -> None:
        """Its worker goes on for a moment, beside the server that is started at once."""
        self.is_awake.clear()
        self._starts[-1].process.kill()
        self.start()

    def kill_all(self) -> None:
        self._end()
        self.start()

    def close(self) -> list[str]:
        """What all of them said; nobody is left when this is over."""
        if self._starts:
            self._end()
        for started in self._starts:
            _kill_group(started)
            started.process.wait(LONGEST)
        self._ears.shutdown()
        self._place.close()
        return [line for started in self._starts for line in started.said]

    def _end(self) -> None:
        self.is_awake.clear()
        _kill_group(self._starts[-1])


def _kill_group(started: Serving) -> None:
    # A group lives as long as anybody in it, and is not there when all are gone.
    try:
        os.killpg(started.process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
