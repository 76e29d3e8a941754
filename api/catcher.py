"""Catches the e-mails of the demonstration: a small SMTP server on this machine that keeps them in a folder."""

import socket
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = "127.0.0.1"
KEPT = 500
"""More e-mails than anybody looks through."""


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@dataclass
class Folder:
    """Keeps each e-mail in a file with a number; the oldest make room."""

    path: Path

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.path.mkdir(parents=True, exist_ok=True)
        kept = sorted(self.path.glob("*.eml"))
        number = int(kept[-1].stem) + 1 if kept else 1
        draft = self.path / f"{number:06d}.draft"
        draft.write_bytes(envelope.original_content or b"")
        draft.rename(draft.with_suffix(".eml"))
        for old in kept[: max(0, len(kept) + 1 - KEPT)]:
            old.unlink(missing_ok=True)
        return "250 Caught"


@dataclass
class Catcher:
    """Listens until it is stopped."""

    path: Path
    port: int
    _controller: Controller | None = field(default=None, init=False, repr=False)

    def start(self) -> None:
        self._controller = Controller(Folder(self.path), hostname=HERE, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
