"""Sending a webhook: only to addresses that are allowed, following nobody, and never for long."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest

from api.addresses import Limits, NotAllowedThere
from api.sending import HttpSender
from engine.case.webhooks import Outcome, Outgoing
from tests.fixtures.absences import absent
from tests.fixtures.receiver import Receiver

LOCAL = Limits(to_localhost=True)
INSIDE = Limits(to_private=True)
NEVER = ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "224.0.0.1", "ff02::1", "0.0.0.0", "::", "240.0.0.1"]
PRIVATE = ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1", "::ffff:10.0.0.1", "2002:a00:1::"]
LOOPS = ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]
OPEN = ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"]


def allowed(limits: Limits, numbers: list[str]) -> list[str]:
    """Those that a webhook may go to."""
    found = []
    for number in numbers:
        try:
            limits.check_number(ip_address(number))
        except NotAllowedThere:
            continue
        found.append(number)
    return found


def test_only_the_open_internet_is_allowed_by_itself() -> None:
    assert allowed(Limits(), NEVER + PRIVATE + LOOPS + OPEN) == OPEN


def test_each_setting_allows_what_it_says_and_no_more() -> None:
    assert allowed(INSIDE, NEVER + PRIVATE + LOOPS) == PRIVATE
    assert allowed(LOCAL, NEVER + PRIVATE + LOOPS) == LOOPS
    assert allowed(Limits(True, True), NEVER) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https:///events",
        "https://host:99999/",
        "https://host:0/",
        "https://ho st/",
        "https://host/\r\nX: y",
        "https://host\\@other/",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        f"https://{'a' * 64}.example/",
        "//host/",
        "https://LOCALHOST./",
        "https://sub.localhost/",
    ],
)
def test_an_address_that_cannot_be_right_is_refused(url: str) -> None:
    with pytest.raises(NotAllowedThere):
        Limits().check(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "localhost."])
def test_however_this_machine_is_written_nothing_is_sent(receiver: Receiver, host: str) -> None:
    outcome = HttpSender(seconds=2)(posted(f"https://{host}:{receiver.port}/"))
    assert outcome.sentence.startswith("Nothing was sent. Expected a host")
    assert receiver.got == []


def test_a_name_is_refused_if_one_of_its_numbers_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that somebody else runs may answer anything, and something else a moment later."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [numbered("8.8.8.8"), numbered("10.0.0.1")])
    with pytest.raises(NotAllowedThere, match=r"it is at 10\.0\.0\.1"):
        Limits().resolve("receiver.example", 443)


def numbered(number: str) -> tuple[object, ...]:
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)


def posted(url: str) -> Outgoing:
    return Outgoing(url, b'{"a":1}', {"content-type": "application/json", "webhook-id": "W000001_test_1"})


def send(url: str, seconds: float = 5) -> Outcome:
    return HttpSender(LOCAL, seconds)(posted(url))


def test_the_body_and_the_headers_arrive_as_they_are(receiver: Receiver) -> None:
    assert send(f"{receiver.url}?key=1&b=%20").is_delivered
    [received] = receiver.got
    assert (received.path, received.body) == ("/events?key=1&b=%20", b'{"a":1}')
    assert received.headers["host"] == f"localhost:{receiver.port}"
    assert received.headers["webhook-id"] == "W000001_test_1"


def test_a_redirect_is_a_failure_and_is_not_followed(receiver: Receiver) -> None:
    receiver.answers, receiver.location = [302], "/elsewhere"
    outcome = send(receiver.url)
    assert (outcome.is_delivered, outcome.sentence) == (False, "The receiver answered 302 Found")
    assert [one.path for one in receiver.got] == ["/events"]


def test_a_receiver_that_is_not_there_is_a_failure() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert send(f"http://localhost:{port}/").sentence == "The receiver could not be reached: ConnectionRefusedError"


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of somebody who speaks no proper HTTP."""

    def take() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65_536)
            answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=take, daemon=True)
        thread.start()
        yield f"http://localhost:{listening.getsockname()[1]}/"
        thread.join(timeout=5)


def drip(connection: socket.socket) -> None:
    """One byte now and then, so that no single wait is long."""
    connection.settimeout(0.02)
    try:
        while True:
            connection.sendall(b"H")
            waited_for(connection)
    except OSError:
        return


def waited_for(connection: socket.socket) -> None:
    try:
        if not connection.recv(1):
            raise ConnectionError
    except TimeoutError:
        return


def gush(connection: socket.socket) -> None:
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000_000)
    except OSError:
        return


def test_a_receiver_that_drips_is_not_waited_for() -> None:
    began = time.monotonic()
    with answering(drip) as url:
        assert send(url, seconds=0.3).sentence == "The receiver did not answer within 0.3 seconds"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "answer", [gush, lambda connection: connection.sendall(b"nonsense\r\n\r\n"), socket.socket.close]
)
def test_an_answer_that_is_none_is_a_failure(answer: Callable[[socket.socket], None]) -> None:
    with answering(answer) as url:
        outcome = send(url)
    assert (outcome.is_delivered, outcome.answered) == (False, None)
    assert outcome.sentence.startswith("The receiver could not be reached")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost, in one file with its key."""
    openssl = shutil.which("openssl") or pytest.skip(absent("openssl", "it is not on the PATH"))
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    name = ["-addext", "subjectAltName=DNS:localhost", "-keyout", "-", "-out", "-"]
    made = tmp_path / "localhost.pem"
    made.write_bytes(subprocess.run([openssl, *asked.split(), *name], check=True, capture_output=True).stdout)
    return made


@pytest.fixture
def secure(receiver: Receiver, certificate: Path) -> str:
    """The address of the receiver, which now speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
    return receiver.url.replace("http:", "https:")


def test_a_certificate_that_fits_is_taken(secure: str, certificate: Path, receiver: Receiver) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    assert HttpSender(LOCAL, 5, trusting)(posted(secure)).is_delivered
    assert len(receiver.got) == 1


def test_a_certificate_for_another_name_is_refused(secure: str, certificate: Path, receiver: Receiver) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    outcome = HttpSender(LOCAL, 5, trusting)(posted(secure.replace("localhost", "127.0.0.1")))
    assert outcome.sentence == "No secure connection could be made: CERTIFICATE_VERIFY_FAILED"
    assert receiver.got == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: str, receiver: Receiver) -> None:
    assert send(secure).sentence == "No secure connection could be made: CERTIFICATE_VERIFY_FAILED"
    assert receiver.got == []
