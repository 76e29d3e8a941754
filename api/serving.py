"""Serves the app with gunicorn: one process with threads, or several where the database allows it."""

import gc
import os
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from api.catcher import Catcher
from api.office import Office
from api.scheduler import AlarmClock

SHARED_MEMORY = "/dev/shm"
SECONDS_TO_FINISH = 20


class Server(BaseApplication):
    """The app is put together before the processes are forked, so that what is wrong is said at once."""

    def __init__(self, app: Flask, office: Office, *, with_alarm_clock: bool) -> None:
        self._app = app
        self._office = office
        self._alarm_clock = AlarmClock(office) if with_alarm_clock else None
        self._catcher = Catcher(office.caught, office.settings.mail_port) if office.caught is not None else None
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app

    def _options(self) -> dict[str, Any]:
        settings = self._office.settings
        in_memory = {"worker_tmp_dir": SHARED_MEMORY} if os.path.isdir(SHARED_MEMORY) else {}
        return {
            "bind": f"{settings.host}:{settings.port}",
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": "gthread",
            "graceful_timeout": SECONDS_TO_FINISH,
            "loglevel": settings.log_level,
            "proc_name": "duecourse",
            "control_socket_disable": True,
            "pre_fork": lambda arbiter, worker: self._office.close(),
            "post_worker_init": self._wake,
            "worker_exit": self._rest,
            **in_memory,
        }

    def _wake(self, worker: object) -> None:
        gc.freeze()  # all that was loaded stays: nobody need look through it for rubbish again and again
        if self._catcher is not None:
            self._catcher.start()
        if self._alarm_clock is not None:
            self._alarm_clock.start()

    def _rest(self, arbiter: object, worker: object) -> None:
        if self._alarm_clock is not None:
            self._alarm_clock.stop()
        if self._catcher is not None:
            self._catcher.stop()
        self._office.close()
