"""What the HTTP API does in a second, and what its server takes to start and to keep."""

from pathlib import Path
from random import Random
from time import perf_counter as _now

from bench.completing import STEPS
from bench.databases import scratch
from bench.figures import percentile
from bench.office import HABITS, MONDAY, PATHWAY, Office, pathway, small_package
from bench.queues import fill_cases
from bench.serving import API, Client, Server, by_clients, serving
from engine.living.simulate import opening_facts

LOOKS = (f"{API}/tasks", f"{API}/cases", f"{API}/persons")
REQUESTS_BEFORE_WEIGHING = 300


def completions(url: str, cases: int) -> float:
    """Tasks completed a second through the API by two clients."""
    office = Office(url).found(small_package())
    token, opened = office.token(), office.open_small(cases + 1)
    office.close()
    with scratch() as folder, serving(url, folder) as server:
        for task, answers in STEPS:  # compiles the version
            _complete(Client(server.port, token), opened[-1], task, answers)
        seconds = sum(
            by_clients(server.port, token, lambda c, case, s=step: _complete(c, case, *s), opened[:-1])  # type: ignore[misc]
            for step in STEPS
        )
    return cases * len(STEPS) / seconds


def _complete(client: Client, case: str, task: str, answers: dict[str, str]) -> None:
    client.post(f"/cases/{case}/tasks/{task}%231/complete", {"answers": answers}, f"{case} {task}")


def starts_of_the_pathway(url: str, cases: int) -> float:
    """Cases of the 20-week pathway opened a second through the API by two clients."""
    office = Office(url).found(pathway())
    token, persons = office.token(), [office.register_child() for _ in range(cases + 1)]
    with office.database.write() as tx:
        current = tx.current_version("northmoor", PATHWAY)
        assert current is not None
        version = office.engine.library.version(tx, "northmoor", current.hash)
    facts = opening_facts(version, MONDAY, Random(1), HABITS)
    office.close()

    def start(client: Client, person: str) -> None:
        client.post("/cases", {"process": PATHWAY, "person": person, "facts": facts}, person)

    with scratch() as folder, serving(url, folder) as server:
        start(Client(server.port, token), persons[-1])  # compiles the version
        seconds = by_clients(server.port, token, start, persons[:-1])
    return cases / seconds


def seconds_to_first_answer(url: str, folder: Path) -> float:
    with serving(url, folder) as server:
        return server.seconds_to_first_answer


def megabytes_with(url: str, folder: Path, cases: int) -> tuple[float, float]:
    """The memory of a server with so many cases, after lists were read and tasks completed; and its p95 of a list."""
    office = Office(url).found(small_package())
    token, worked = office.token(), office.open_small(REQUESTS_BEFORE_WEIGHING)
    office.close()
    fill_cases(url, cases)
    with serving(url, folder) as server:
        found = _work(server, token, worked)
        return server.megabytes(), percentile(found, 0.95)


def _work(server: Server, token: str, cases: list[str]) -> list[float]:
    client, found = Client(server.port, token), []
    for number, case in enumerate(cases):
        began = _now()
        status, _ = client.get(LOOKS[number % len(LOOKS)])
        found.append((_now() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{LOOKS[number % len(LOOKS)]} was answered with {status}")
        _complete(client, case, *STEPS[0])
    return found
