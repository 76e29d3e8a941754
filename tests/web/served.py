"""An application as a server asks it, which can be waited for."""

import threading
from collections.abc import Iterable
from typing import Any

LONGEST = 10


class Served:
    """Counts the requests that are being answered, of all threads of a server; what is sent later holds no database."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._number = 0
        self._changed = threading.Condition()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self._count(1)
        try:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        finally:
            self._count(-1)

    def wait(self) -> None:
        """Until every request has its answer."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._number == 0, LONGEST), "A request is not answered"

    def _count(self, step: int) -> None:
        with self._changed:
            self._number += step
            self._changed.notify_all()
