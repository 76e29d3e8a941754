"""Clients of a server that crashes: they ask again under the same key until they have an answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from queue import Queue
from threading import Event
from typing import Any
from urllib.parse import quote

from tests.system.crash_server import HOST, LONGEST, Server

NO_ANSWER = "no-answer"
Request = tuple[str, dict[str, Any]]
DAY = "2020-01-06"
"""Long ago, because the server reads the real clock, and its sweep must find what is due."""

ADVISERS = [{"adviser": f"Adviser {number}", "advice_request_received": DAY} for number in (1, 2)]
SENT = {"draft_plan_notice_sent_on": DAY, "draft_plan_notice_means": "hand"}
ASK_AGAIN = {"case-moved-on", "database-busy", "database-away", NO_ANSWER}
"""The same command is being carried out at this moment, or the database is busy: it may yet be answered."""


def _completion(case: str, task: str) -> str:
    return f"/cases/{case}/tasks/{quote(task, safe='')}/complete"


def requests(case: str, person: str, mark: str) -> Iterator[Request]:
    """What is asked in one life; what can carry the key itself does, so that it can be counted in the history."""
    facts = {"request_received": DAY, "requester": f"{mark}.0"}
    yield "/cases", {"process": "small_request", "person": person, "facts": facts}
    answers = {"decision": "assess", "reasons": f"{mark}.1", "advice": ADVISERS}
    yield _completion(case, "decide_whether_to_assess#1"), {"answers": answers}
    yield f"/cases/{case}/notes", {"text": f"{mark}.2"}
    for number in (1, 2):
        yield _completion(case, f"record_advice#{number}"), {"answers": {"summary": f"{mark}.{number + 2}"}}
    yield _completion(case, "serve_draft#1"), {"answers": SENT}


STEPS = len(list(requests("", "", "")))


@dataclass
class Client:
    """Lives one life after another, and tells of every answer."""

    number: int
    server: Server
    token: str
    person: str
    heard: Queue[bool]
    is_over: Event
    answers: dict[str, Any] = field(default_factory=dict)
    repeated: int = 0

    def live(self) -> None:
        """Until it is over; then the request in hand is answered, and no other is sent."""
        try:
            self._connection = HTTPConnection(HOST, self.server.port, timeout=LONGEST)
            for life in iter(lambda: len(self.answers) // STEPS, None):
                for step in range(STEPS):
                    if self.is_over.is_set():
                        return
                    self._ask_in(f"{self.number}.{life}", step)
        finally:
            self._connection.close()
            self.heard.put(False)

    def _ask_in(self, mark: str, step: int) -> None:
        case = self.answers[f"{mark}.0"]["case"] if step else ""
        path, body = list(requests(case, self.person, mark))[step]
        key = f"{mark}.{step}"
        self.answers[key] = self._answer(path, json.dumps(body), key)
        self.heard.put(True)

    def _answer(self, path: str, body: str, key: str) -> Any:
        status, answer = self._once(path, body, key)
        while status != 201 and answer["type"].rpartition("/")[2] in ASK_AGAIN:
            status, answer = self._once(path, body, key)
        assert status == 201, (key, status, answer)
        return answer

    def _once(self, path: str, body: str, key: str) -> tuple[int, Any]:
        """The answer, or a status of no answer where the server died over the request."""
        assert self.server.is_awake.wait(LONGEST), "the server did not come back"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key}
        try:
            self._connection.request("POST", f"/api/v1{path}", body, headers)
            response = self._connection.getresponse()
            said = response.read()
        except (OSError, HTTPException):
            self._connection.close()
            return 0, {"type": NO_ANSWER}
        self.repeated += response.getheader("Idempotent-Replayed") == "true"
        return response.status, json.loads(said)
