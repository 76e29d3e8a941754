"""Sends webhooks over HTTP: to the very address that was checked, following nobody, and not for long."""

import io
import socket
import ssl
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, responses
from typing import cast
from urllib.parse import SplitResult

from api.addresses import Limits, NotAllowedThere
from engine.case.webhooks import Outcome, Outgoing

SECONDS = 15.0
"""How long a receiver has for everything, from the first packet to the line that says how it went."""

MOST_BYTES = 65_536
"""How much of an answer is read; its body is never looked at."""

AGENT = "duecourse-webhooks/1"


@dataclass(frozen=True)
class HttpSender:
    """Sends one POST; whatever receiver and network do, there is an outcome with a sentence."""

    limits: Limits = Limits()
    seconds: float = SECONDS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def __call__(self, outgoing: Outgoing) -> Outcome:
        try:
            status = self._post(outgoing)
        except NotAllowedThere as refusal:
            return Outcome(f"Nothing was sent. {refusal}")
        except TimeoutError:
            return Outcome(f"The receiver did not answer within {self.seconds:g} seconds")
        except ssl.SSLError as refusal:
            return Outcome(f"No secure connection could be made: {refusal.reason or 'the certificate was refused'}")
        except socket.gaierror:
            return Outcome("The name of the receiver could not be found")
        except (OSError, HTTPException, UnicodeError) as failure:
            return Outcome(f"The receiver could not be reached: {type(failure).__name__}")
        return Outcome(f"The receiver answered {status} {responses.get(status, '')}".rstrip(), status)

    def _post(self, outgoing: Outgoing) -> int:
        until = time.monotonic() + self.seconds
        parts = self.limits.check(outgoing.url)
        connected = self._connect(parts, until)
        try:
            return _ask(connected, parts, outgoing, until)
        finally:
            connected.close()

    def _connect(self, parts: SplitResult, until: float) -> socket.socket:
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        plain = _reached(self.limits.resolve(host, port), port, until)
        if parts.scheme != "https":
            return plain
        with ExitStack() as if_it_fails:
            if_it_fails.callback(plain.close)
            plain.settimeout(_left(until))
            secured = self.tls.wrap_socket(plain, server_hostname=host)
            if_it_fails.pop_all()
        return secured


def _reached(numbers: list[str], port: int, until: float) -> socket.socket:
    """A connection to the first of the numbers that answers; the name is not asked for again."""
    failure: OSError | None = None
    for number in numbers:
        try:
            return socket.create_connection((number, port), timeout=_left(until))
        except OSError as unreachable:
            failure = unreachable
    raise failure or OSError("no number")


def _ask(connected: socket.socket, parts: SplitResult, outgoing: Outgoing, until: float) -> int:
    connection = HTTPConnection(parts.hostname or "", parts.port)
    connection.sock = connected
    connected.settimeout(_left(until))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {**outgoing.headers, "Host": parts.netloc, "User-Agent": AGENT, "Connection": "close"}
    connection.request("POST", target, outgoing.body, headers)
    response = HTTPResponse(cast(socket.socket, _Patience(connected, until)), method="POST")
    response.begin()
    return response.status


class _Patience(io.RawIOBase):
    """What a receiver answers, as far as it comes in time and is not endless."""

    def __init__(self, connected: socket.socket, until: float) -> None:
        self._connected = connected
        self._until = until
        self._left = MOST_BYTES

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        self._connected.settimeout(_left(self._until))
        count = self._connected.recv_into(into[: self._left])
        self._left -= count
        return count


def _left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
