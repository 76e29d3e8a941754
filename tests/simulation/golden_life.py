"""Lives that come out the same wherever they are lived: one on a database, and some of the real pathway."""

import json
import sys
from datetime import date, datetime
from random import Random

from engine.case import commands as c
from engine.case.history import Entry
from engine.definitions import collect
from engine.effects import carry_out
from engine.living.answering import Habits
from engine.living.seeding import cast_of
from engine.living.simulate import Life, opening_facts
from engine.store import Database
from engine.version import Version, compile_version
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, OFFICER, World, read_files, small_files

ADVISERS = [
    {"adviser": "Psychologist", "advice_request_received": "2026-02-18"},
    {"adviser": "Therapist", "advice_request_received": "2026-02-19"},
]
ADDED = [{"adviser": "Teacher", "advice_request_received": "2026-02-20"}]


def live(database: Database) -> list[Entry]:
    """A life in which nearly everything happens that can."""
    world = World(database)
    world.publish("small_request", small_files())
    world.request_received(requester="Parent").pass_time(weeks=6, days=1)
    world.tell(c.AddNote, text="The parent rang")
    world.complete("explain_delay#1")
    world.complete("decide_whether_to_assess#1", on=date(2026, 2, 16), decision="assess", advice=ADVISERS)
    world.tell(c.ClaimTask, by=OFFICER, task="record_advice#1")
    world.receive("adviser_added", advice=ADDED)
    world.tell(c.CorrectFacts, facts={"request_received": "2026-01-06"}, reason="Misread")
    particulars = {"affects": "child", "what_happened": "Illness", "began_on": "2026-02-20"}
    ground = {"ground": "exceptional_circumstances", "particulars": particulars, "evidence": "A letter"}
    world.tell(c.RecordException, timer="advice_late#1", **ground)
    world.pass_time(weeks=7)
    for task in world.open_tasks():
        world.complete(task, summary="Speech therapy twice a week")
    sent_on = world.today.isoformat()
    world.complete("serve_draft#1", draft_plan_notice_sent_on=sent_on, draft_plan_notice_means="post")
    carry_out(world.engine)
    world.receive("request_withdrawn")
    world.tell(c.ReopenCase, reason="It was another child")
    world.pass_time(weeks=4)
    with database.read() as tx:
        return tx.entries(world.case)


def as_line(entry: Entry) -> str:
    """An entry as a line of JSON. A version's hash follows every change of the law, so it is not kept."""
    said = {name: value for name, value in vars(entry).items() if name not in ("version", "hash", "previous")}
    moments = {name: str(said[name]) for name in ("recorded_at", "effective_on")}
    return json.dumps(said | moments, ensure_ascii=False)


def from_line(line: str) -> Entry:
    said = json.loads(line)
    said |= {
        "recorded_at": datetime.fromisoformat(said["recorded_at"]),
        "effective_on": date.fromisoformat(said["effective_on"]),
    }
    return Entry(**said, version="", previous="", hash="")


def real_life(version: Version) -> list[str]:
    """The last hashes of some lives of the pathway."""
    return [_last_hash(version, seed) for seed in range(12)]


def _last_hash(version: Version, seed: int) -> str:
    chance = Random(seed)
    life = Life(version, f"LIF-{seed:06d}", "P000001", Habits(), cast_of([MANAGER], AUTHORITY), chance)
    life.open("ehc_assessment", opening_facts(version, MONDAY, chance, life.habits), MONDAY)
    life.until(date(2029, 1, 5))
    return life.file.head


if __name__ == "__main__":
    json.dump(real_life(compile_version(collect("ehc_assessment", read_files()))), sys.stdout)
