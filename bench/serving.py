"""The server as people run it, and clients that talk to it over loopback."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("duecourse")
CLIENTS = 2
LONGEST_START = 60
API = "/api/v1"


class Server:
    """A `duecourse serve` of our own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = _free_port()
        self._began = time.perf_counter()
        environment = {
            **os.environ,
            "DUECOURSE_VAR": str(folder),
            "DUECOURSE_DATABASE_URL": url.replace("postgresql+psycopg://", "postgresql://"),
            "DUECOURSE_PORT": str(self.port),
            "DUECOURSE_RUN_SCHEDULER": "no",
            "DUECOURSE_LOG_LEVEL": "warning",
        }
        # An installation keeps its compiled modules, so a server here may keep them too.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen([COMMAND, "serve"], env=environment, stdout=subprocess.DEVNULL)
        self.seconds_to_first_answer = self._wait()

    def _wait(self) -> float:
        while time.perf_counter() - self._began < LONGEST_START:
            try:
                if Client(self.port, "").get("/healthz")[0] == 200:
                    return time.perf_counter() - self._began
            except OSError:
                time.sleep(0.005)
            if self._process.poll() is not None:
                raise RuntimeError("the server ended before it answered")
        self.stop()
        raise RuntimeError("the server gave no answer")

    def megabytes(self) -> float:
        """The memory of all its processes; what they share is counted once."""
        return sum(_kilobytes(process) for process in _family(self._process.pid)) / 1024

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


@contextmanager
def serving(url: str, folder: Path) -> Iterator[Server]:
    server = Server(url, folder)
    try:
        yield server
    finally:
        server.stop()


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}

    def get(self, path: str) -> tuple[int, Any]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: dict[str, Any], key: str) -> Any:
        """The answer to a command; anything but 201 ends the measurement."""
        status, answer = self._ask("POST", API + path, json.dumps(body), {"Idempotency-Key": key})
        if status != 201:
            raise RuntimeError(f"{path} was answered with {status}: {answer}")
        return answer

    def _ask(self, method: str, path: str, body: str | None, more: dict[str, str]) -> tuple[int, Any]:
        self._connection.request(method, path, body, {**self._headers, **more})
        response = self._connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if response.headers.get_content_type().endswith("json") else text


def by_clients(port: int, token: str, work: Callable[[Client, Any], object], things: list[Any]) -> float:
    """Seconds that several clients take to do some work once for each thing."""
    shares = [things[n::CLIENTS] for n in range(CLIENTS)]
    clients = [Client(port, token) for _ in shares]
    with ThreadPoolExecutor(CLIENTS) as crowd:
        began = time.perf_counter()
        list(crowd.map(lambda pair: [work(pair[0], thing) for thing in pair[1]], zip(clients, shares, strict=True)))
        return time.perf_counter() - began


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(member for child in children for member in _family(int(child)))]


def _kilobytes(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
