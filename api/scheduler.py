"""The alarm clock: wakes the sweep, the effects, the webhooks, the e-mails, the reading ahead, the daily work.

What is due stands in the database.
"""

import logging
import threading
from collections.abc import Callable

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler

from api.office import Office
from engine import begin_day, carry_out, deliver, post, read_papers, start_waiting, sweep, tidy

# One interval job for each kind of work, never a job per deadline. However late it is, it runs; it runs once
# however often it was missed; and never twice at a time.
PROMPT = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
HOURS_BETWEEN_DAILY_WORK = 6
SECONDS_BETWEEN_READING = 30

log = logging.getLogger("duecourse.scheduler")


class AlarmClock:
    """Runs in the background of a server, or alone in a worker."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._told_to_stop = threading.Event()
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(4)}, job_defaults=PROMPT, timezone="UTC", daemon=True
        )

    def start(self) -> None:
        settings = self._office.settings
        self._every("sweep", self._sweep, seconds=settings.sweep_seconds)
        self._every("effects", self._carry_out, seconds=settings.effects_seconds)
        self._every("webhooks", self._deliver, seconds=settings.webhooks_seconds)
        self._every("notifications", self._notify, seconds=settings.mail_seconds)
        self._every("papers", self._read_papers, seconds=SECONDS_BETWEEN_READING)
        self._every("daily work", self._tidy, hours=HOURS_BETWEEN_DAILY_WORK)
        self._scheduler.start()

    def stop(self) -> None:
        """Let the job that runs come to its end, and start no other."""
        self._told_to_stop.set()
        self._scheduler.shutdown(wait=True)

    def jobs(self) -> list[Job]:
        return list(self._scheduler.get_jobs())

    def _every(self, name: str, work: Callable[[], None], **pause: int) -> None:
        """Now, because something may have fallen due while nobody was awake, and then again after each pause."""
        self._scheduler.add_job(work, id=f"{name} at the start", name=name)
        self._scheduler.add_job(work, "interval", id=name, name=name, **pause)

    def _sweep(self) -> None:
        done = sweep(self._office.engine)
        if done.fired or done.failed:
            log.info("The sweep fired %d timers; %d failed", done.fired, done.failed)

    def _carry_out(self) -> None:
        begun = start_waiting(self._office.engine)
        if begun:
            log.info("The transfers of %d members of cohorts were begun", begun)
        done = carry_out(self._office.engine)
        if done.carried_out or done.failed:
            log.info("%d effects were carried out; %d failed", done.carried_out, done.failed)

    def _deliver(self) -> None:
        done = deliver(self._office.engine, self._office.outside, lambda: not self._told_to_stop.is_set())
        if done.delivered or done.failed:
            log.info("Webhooks were told of %d events; %d failed", done.delivered, done.failed)

    def _notify(self) -> None:
        office = self._office
        if begun := begin_day(office.engine, office.morning):
            log.info("The notices of the day were made for %d authorities", begun)
        if office.sender is None:
            return
        done = post(office.engine, office.sender, office.writing, lambda: not self._told_to_stop.is_set())
        if done.sent or done.failed:
            log.info("%d e-mails were sent; %d were not", done.sent, done.failed)

    def _read_papers(self) -> None:
        """Reading what panels are sent takes seconds a document: done before, nobody waits for the papers."""
        if read := read_papers(self._office.engine, lambda: not self._told_to_stop.is_set()):
            log.info("%d documents were read for the papers of panels", read)

    def _tidy(self) -> None:
        settings = self._office.settings
        done = tidy(self._office.engine, settings.fold_after_days, settings.notifications_kept_days)
        log.info(
            "%d sessions, %d old answers, %d old deliveries and %d old notifications were tidied away; "
            "%d finished cases were folded",
            done.sessions,
            done.answers,
            done.deliveries,
            done.notifications,
            done.folded,
        )
