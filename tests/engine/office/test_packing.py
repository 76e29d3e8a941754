"""Tests of reading ahead what panels are sent: once for each document, in steps, and before anybody waits."""

from datetime import timedelta

import pytest

from engine import Panels, read_papers
from engine.case.commands import AttachDocument
from engine.office.packing import Packing, Readiness
from engine.papers import Heading, as_pdf, plain
from tests.engine.papers.sample_papers import paper
from tests.fixtures.meetings import MEETING, panel_meeting
from tests.fixtures.world import AUTHORITY, MANAGER, World

BROKEN = b"%PDF-1.7 no more than that"


@pytest.fixture
def packed(world_on_each: World) -> World:
    """Two reports stand on the agenda of a meeting to come; one of them can be read."""
    world_on_each.request_received()
    for content in (as_pdf(paper(Heading(1, plain("Needs a quiet room")))), BROKEN):
        world_on_each.tell(AttachDocument, name="report.pdf", media_type="application/pdf", content=content)
    panels = Panels(world_on_each.engine)
    panels.put_on(MANAGER, panel_meeting(panels).id, world_on_each.case, "decide_whether_to_assess#1")
    return world_on_each


def test_papers_are_read_in_steps_and_stay_read(packed: World) -> None:
    packing = Packing(packed.engine)
    steps = [packing.read_ahead(AUTHORITY, "M000001", lambda: False) for _ in range(3)]
    assert steps == [Readiness(1, 2), Readiness(2, 2), Readiness(2, 2)]
    with packed.engine.database.read() as tx:
        [report, broken] = [tx.pages_read(row.digest) for row in tx.documents_of(AUTHORITY, packed.case)]
    assert report is not None and "Needs a quiet room" in report[0] and broken == ()


def test_papers_of_meetings_to_come_are_read_ahead(packed: World) -> None:
    packed.now += MEETING - packed.engine.today() + timedelta(days=1)
    assert read_papers(packed.engine) == 0
    packed.now -= timedelta(days=1)
    assert [read_papers(packed.engine, lambda: False) for _ in range(3)] == [1, 1, 0]
