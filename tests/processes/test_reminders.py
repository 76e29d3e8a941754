"""Reminders of late advice and late replies, as the forms and letters of the processes have them."""

from engine.outside.links import Links
from engine.outside.reminding import Reminded, Reminders
from tests.fixtures.world import MANAGER, World
from tests.processes.walking import Walk


def chased(world: World) -> list[tuple[str, str]]:
    return [(world.case, task) for task in world.open_tasks() if task.startswith("chase")]


def remind(world: World, *, with_links: bool = False) -> list[Reminded]:
    reminders = Reminders(world.engine, Links(world.engine))
    return reminders.send(MANAGER, reminders.prepare(MANAGER, chased(world)), "once", with_links=with_links)


def test_everybody_who_is_late_is_reminded_at_once(world: World) -> None:
    walk = Walk(world).to("send_advice_request")
    while "send_advice_request" in walk.tasks:
        walk.do("send_advice_request")
    world.pass_time(weeks=6, days=1)
    late = chased(world)
    done = remind(world, with_links=True)
    assert len(done) == len(late) > 1 and not any(one.problem for one in done)
    assert "chase_late_advice" not in walk.tasks
    reminders = {one["name"] for one in world.state.documents.values() if "Reminder" in one["name"]}
    assert len(reminders) == len(done) and any(name.endswith(", Educational psychologist.pdf") for name in reminders)
    [first, *_] = [one.reminding.letter for one in done if one.reminding.letter is not None]
    assert "It has not come yet." in first.text and "16 February 2026" in first.text
    assert "Please send it by 24 February 2026." in first.text
    assert all(one.token for one in done)
    world.pass_time(days=8)
    assert chased(world) != []
    assert world.replay().is_sound


def test_a_school_that_is_late_is_reminded(world: World) -> None:
    Walk(world).to("record_school_reply")
    world.pass_time(weeks=4)
    done = remind(world)
    assert done and not any(one.problem for one in done)
    [first, *_] = [one.reminding.letter for one in done if one.reminding.letter is not None]
    assert "We do not have your reply yet." in first.text
    assert world.state.facts["schools"]["01"]["school_chased_on"] == world.today.isoformat()
