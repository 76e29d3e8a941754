"""The rows of the table, in their order: each function measures one and says what it found."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bench import api, completing, databases, living, queues, sweeping, yearly
from bench.baselines import peers, spiff
from bench.databases import Absent, Postgres
from bench.figures import Figure, in_turn, said
from bench.first_bytes import slowest_pages
from bench.large import grown_authority, lived_authority
from bench.sizes import Size
from bench.table import Row, absent, beside

A_SECOND = "/s"


class Bench:
    """A folder and, where it can be had, a PostgreSQL to measure in."""

    def __init__(self, size: Size, folder: Path, postgres: Postgres | None, *, with_peers: bool) -> None:
        self.size = size
        self.folder = folder
        self.postgres = postgres
        self.with_peers = with_peers
        self._files = 0

    def on_sqlite(self, work: Callable[..., float], *more: int) -> Callable[[], float]:
        """A contender that gets a new SQLite database for each run."""

        def run() -> float:
            with databases.sqlite(self.folder) as url:
                return work(url, *more)

        return run

    def on_postgres(self, work: Callable[..., float], *more: int) -> Callable[[], float]:
        """A contender that gets a new PostgreSQL database for each run."""
        assert self.postgres is not None
        server = self.postgres

        def run() -> float:
            with server.database() as url:
                return work(url, *more)

        return run

    def path(self, ending: str) -> Path:
        self._files += 1
        return self.folder / f"baseline-{self._files}{ending}"


def completions(bench: Bench) -> Iterator[Row]:
    """Complete a task, durably, beside SpiffWorkflow by itself."""
    n = bench.size.cases
    work, goal = "Complete a task, on SQLite", "≥ 320/s; ≥ 1 × SpiffWorkflow load-run-write"
    found = in_turn(
        {
            "ours": bench.on_sqlite(completing.all_in_turn, n),
            "ours in memory": bench.on_sqlite(completing.one_by_one, n),
            "api": bench.on_sqlite(api.completions, n),
            "spiff": lambda: spiff.load_run_write(lambda: spiff.SqliteKeeper(bench.path(".db")), n),
            "spiff in memory": lambda: spiff.in_memory(n),
        },
        bench.size.runs,
    )
    ours = found["ours"]
    yield beside(work, A_SECOND, ours, "SpiffWorkflow, load-run-write on SQLite", found["spiff"], goal)
    yield beside(work, A_SECOND, ours, "SpiffWorkflow in memory, nothing kept", found["spiff in memory"], "—")
    again = "Complete a task of a case that the process still has in memory, on SQLite"
    yield beside(
        again, A_SECOND, found["ours in memory"], "SpiffWorkflow, load-run-write on SQLite", found["spiff"], "—"
    )
    http = "Complete a task through the HTTP API, on SQLite"
    yield beside(http, A_SECOND, found["api"], "the engine without HTTP", ours, "≥ 150/s")
    yield from _peers(bench, ours)


def _peers(bench: Bench, ours: Figure) -> Iterator[Row]:
    n, work = bench.size.peer_cases, "Complete a task, on SQLite"
    if not bench.with_peers:
        return
    contenders = {
        "Viewflow 2.4 on SQLite": (
            peers.fetch_viewflow,
            lambda: peers.viewflow(peers.on_sqlite(bench.path(".db")), n),
        ),
        "bpmn-engine 25, each state in a file": (
            peers.fetch_bpmn_engine,
            lambda: peers.bpmn_engine(bench.folder, n),
        ),
        "bpmn-engine 25 in memory": (peers.fetch_bpmn_engine, lambda: peers.bpmn_engine(None, n)),
    }
    for name, (fetch, run) in contenders.items():
        try:
            fetch()
            theirs = in_turn({name: run}, min(bench.size.runs, 3))[name]
            yield beside(work, A_SECOND, ours, name, theirs, "—")
        except Absent as why:
            yield absent(work, name, str(why), "—")


def on_postgres(bench: Bench) -> Iterator[Row]:
    """The same on PostgreSQL, with one process and with two."""
    work, name, goal = "Complete a task, on PostgreSQL", "SpiffWorkflow, load-run-write on PostgreSQL", "≥ 220/s"
    if bench.postgres is None:
        yield absent(work, name, "PostgreSQL cannot be had here", goal)
        return
    server, n = bench.postgres, bench.size.cases

    def bare() -> float:
        with server.bare() as address:
            return spiff.load_run_write(lambda: spiff.PostgresKeeper(address), n)

    found = in_turn(
        {
            "ours": bench.on_postgres(completing.all_in_turn, n),
            "two": bench.on_postgres(completing.in_processes, n, 2),
            "spiff": bare,
        },
        min(bench.size.runs, 3),
    )
    yield beside(work, A_SECOND, found["ours"], name, found["spiff"], goal)
    yield beside(f"{work}, two processes", A_SECOND, found["two"], "one process", found["ours"], "grows with processes")


def starts(bench: Bench) -> Iterator[Row]:
    run = bench.on_sqlite(api.starts_of_the_pathway, bench.size.starts)
    found = in_turn({"": run}, min(bench.size.runs, 3))[""]
    yield Row("Start a case of the 20-week pathway through the HTTP API", f"{found}/s", "≥ 100/s")


def first_pages(bench: Bench) -> Iterator[Row]:
    """The first page of each queue, and whether a long queue is slower than a short one."""
    with databases.sqlite(bench.folder) as short, databases.sqlite(bench.folder) as long:
        found = queues.first_pages({short: bench.size.few_tasks, long: bench.size.many_tasks}, bench.size.calls)
    for name, (few, many) in found.items():
        yield Row(
            f"First page of a queue ({name}) with {bench.size.many_tasks:,} open tasks",
            f"{said(Figure.of(many).middle)} ms, p95 {said(queues.p95(many))} ms",
            "p95 < 20 ms; ≤ 1.5 × the page with 10,000",
            f"{bench.size.few_tasks:,} tasks: {said(Figure.of(few).middle)} ms, p95 {said(queues.p95(few))} ms",
            f"{said(Figure.of(many).middle / Figure.of(few).middle)} × the time",
        )


def pages(bench: Bench) -> Iterator[Row]:
    """The first byte of the slowest page of each family, with many cases and with few."""
    with databases.sqlite(bench.folder) as small, databases.sqlite(bench.folder) as large:
        few = lived_authority(small, bench.size.page_lives)
        many = grown_authority(few, large, bench.size.page_cases)
        found = slowest_pages(few, many, bench.size.runs)
        for office in (few, many):
            office.close()
    for family, one in found.items():
        yield Row(
            f"First byte with {bench.size.page_cases:,} cases: {family}, the slowest of {one.pages} ({one.name})",
            f"{one.many} ms",
            "< 100 ms",
            f"the cases of {bench.size.page_lives} lives alone: {one.few} ms",
            f"{said(one.many.middle / one.few.middle)} × the time",
        )


def nothing_due(bench: Bench) -> Iterator[Row]:
    with databases.sqlite(bench.folder) as url:
        found = queues.nothing_due(url, bench.size.many_tasks, bench.size.calls)
    work = f"Sweep with nothing due and {bench.size.many_tasks:,} timers waiting"
    yield Row(work, f"{said(Figure.of(found).middle)} ms, p95 {said(queues.p95(found))} ms", "< 5 ms")


def sweeps(bench: Bench) -> Iterator[Row]:
    due, runs = bench.size.due, 1 if bench.size.due > 10_000 else min(bench.size.runs, 3)
    work, goal = f"Sweep of {due:,} due timers", "≥ 300/s on one worker"
    contenders = {"sqlite": bench.on_sqlite(sweeping.fired_by_one, due)}
    if bench.postgres is not None:
        contenders["one"] = bench.on_postgres(sweeping.fired_by_one, due)
        contenders["two"] = bench.on_postgres(sweeping.fired_by_several, due, 2)
    found = in_turn(contenders, runs)
    yield Row(f"{work}, on SQLite", f"{found['sqlite']}/s", goal)
    if bench.postgres is None:
        yield absent(f"{work}, two workers on PostgreSQL", "one worker", "PostgreSQL cannot be had here", "grows")
        return
    two = f"{work}, two workers on PostgreSQL"
    yield beside(two, A_SECOND, found["two"], "one worker", found["one"], "grows with workers")


def lives(bench: Bench) -> Iterator[Row]:
    """Whole lives of the pathway."""
    with databases.sqlite(bench.folder) as url:
        replays, kept = living.finished_cases(url, bench.size.lives)
    yield Row("Replay and verify a whole 20-week case", f"{Figure.of(replays)} ms", "< 50 ms")
    cases = bench.size.simulated
    found = in_turn({"": lambda: living.seconds_to_simulate(cases)}, min(bench.size.runs, 3))[""]
    scaled = found.times(1_000 / cases)
    how = "" if cases == 1_000 else f" (reckoned from {cases})"
    yield Row(f"Simulate 20 weeks of 1,000 cases{how}", f"{scaled} s", "< 60 s")
    weighed = f"Bytes kept per finished 20-week case, folded (of {bench.size.lives})"
    yield Row(weighed, f"{kept / 1000:.1f} kB", "< 60 kB")


def yearly_cycle(bench: Bench) -> Iterator[Row]:
    """Chained lives: of twenty weeks after a request, and a year of plans; and the sweep of one day of that year."""
    requests = yearly.twenty_weeks(bench.size.simulated)
    plans = yearly.year_of_plans(bench.size.plans)
    yield _lived(f"Simulate 20 weeks of {requests.lives:,} requests, with every case that they open", requests)
    sample = "" if plans.lives == yearly.LARGE_AUTHORITY else f" (a sample of {yearly.LARGE_AUTHORITY:,})"
    work = f"Simulate a year of {plans.lives:,} plans{sample}, with every case that they open"
    slower = f"{said(requests.steps_a_second)} steps/s of the requests"
    ratio = f"{said(plans.steps_a_second / requests.steps_a_second)} × the steps"
    yield _lived(work, plans, slower, ratio)
    found = in_turn({"": bench.on_sqlite(yearly.planning_day, bench.size.planned)}, min(bench.size.runs, 3))[""]
    day = f"Sweep of the day on which {bench.size.planned:,} plans are due for planning their review, on SQLite"
    yield Row(f"{day}, with the opening of the reviews", f"{found} reviews/s", "—")


def _lived(work: str, lived: yearly.Lived, baseline: str = "—", ratio: str = "—") -> Row:
    """What was lived in a second of processor time; how long it took on the clock stands beside it."""
    figure = (
        f"{said(lived.steps_a_second)} steps/s, {said(lived.milliseconds_each)} ms a life of a core; "
        f"{said(lived.elapsed)} s in all; {sum(lived.cases.values()):,} cases; {said(lived.megabytes)} MB a process"
    )
    return Row(work, figure, "—", baseline, ratio)


def server(bench: Bench) -> Iterator[Row]:
    """The server as a whole."""
    cases = bench.size.kept
    with databases.sqlite(bench.folder) as url:
        first = in_turn({"": lambda: api.seconds_to_first_answer(url, bench.folder)}, min(bench.size.runs, 3))[""]
        megabytes, slowest = api.megabytes_with(url, bench.folder, cases)
    yield Row("Server start to first answer", f"{first} s", "< 1.5 s")
    work = f"Memory of the server with {cases:,} cases, after lists and tasks (p95 of a list: {said(slowest)} ms)"
    yield Row(work, f"{said(megabytes)} MB", "< 200 MB")


ALL: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "completions": completions,
    "postgres": on_postgres,
    "starts": starts,
    "queues": first_pages,
    "pages": pages,
    "nothing-due": nothing_due,
    "sweeps": sweeps,
    "lives": lives,
    "year": yearly_cycle,
    "server": server,
}
