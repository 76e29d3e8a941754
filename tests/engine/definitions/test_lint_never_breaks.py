"""Whatever somebody types into the files of a package, reading and comparing them gives sentences and no failure."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions import Package, compare, lint, plan_move
from tests.engine.definitions.sample_package import sample

SOUND = sample()
PIECES = st.sampled_from(
    ["", "x", '"', "<", "/>", "&", "None", "assess", "advice", "due('x')", "[", "{", "+++", "\x00"]
)
PLACES = st.tuples(st.sampled_from(sorted(SOUND.files)), st.floats(0, 1), st.integers(0, 60), PIECES)


def spoilt(edits: list[tuple[str, float, int, str]]) -> Package:
    files = dict(SOUND.files)
    for file, place, length, piece in edits:
        at = int(place * len(files[file]))
        files[file] = files[file][:at] + piece + files[file][at + length :]
    return SOUND.with_files(files)


@settings(max_examples=60)
@given(st.lists(PLACES, min_size=1, max_size=4))
def test_a_spoilt_package_is_still_linted_and_compared(edits: list[tuple[str, float, int, str]]) -> None:
    package = spoilt(edits)
    assert all(finding.sentence for finding in lint(package))
    assert all(change.sentence for change in (*compare(SOUND, package), *compare(package, SOUND)))
    plan = plan_move(SOUND, package, {"record_advice", "decision_late"}, {"record_advice": "record_views"})
    assert plan.is_possible == (not plan.obstacles)


@pytest.mark.parametrize("missing", sorted(SOUND.files))
def test_a_package_without_one_of_its_files_is_still_linted(missing: str) -> None:
    package = SOUND.with_files({missing: None})
    assert compare(SOUND, package) or missing.startswith(("law/exceptions", "law/facts"))
    assert lint(package) or missing.startswith(("law/", "letters/parts"))


def knot(process: str, steps: int, kind: str) -> str:
    """Many gateways, each with an arrow to each of the next three: as tangled as a diagram gets."""
    gateways = "".join(f'<bpmn:{kind} id="g{n}" name="Way {n}?"/>' for n in range(steps))
    arrows = "".join(
        f'<bpmn:sequenceFlow id="f{n}_{m}" sourceRef="g{n}" targetRef="g{m}"/>'
        for n in range(steps)
        for m in range(n + 1, min(n + 4, steps))
    )
    text = SOUND.files["hear_family.bpmn"]
    start = '<bpmn:sequenceFlow id="in" sourceRef="family_invited" targetRef="g0"/>'
    return text.replace("<bpmn:startEvent", gateways + arrows + start + "<bpmn:startEvent", 1)


@pytest.mark.parametrize("kind", ["exclusiveGateway", "parallelGateway", "userTask"])
def test_a_knot_of_many_paths_is_given_up_in_bounded_work(kind: str) -> None:
    package = SOUND.with_files({"hear_family.bpmn": knot("hear_family", 400, kind)})
    assert any(finding.element == "g0" for finding in lint(package))


@pytest.mark.parametrize("work", [lint, lambda package: compare(package, package)], ids=["lint", "compare"])
def test_linting_and_comparing_leave_the_package_as_it_was(work: Callable[[Package], Any]) -> None:
    before = SOUND.hash
    assert work(SOUND) == ()
    assert Package(SOUND.process, SOUND.files).hash == before
