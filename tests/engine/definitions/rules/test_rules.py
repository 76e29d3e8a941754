"""Each rule of the lint: what it finds, that it says so in a sentence, and that a sound process passes them all."""

import re
from pathlib import Path

import pytest

from engine.definitions import Finding, Package, errors, lint
from engine.definitions.provisions import provisions
from engine.definitions.rules import RULES
from tests.engine.definitions.rules.wrong_contents import CONTENTS
from tests.engine.definitions.rules.wrong_drawings import DRAWINGS, MAIN, Wrong
from tests.engine.definitions.sample_package import sample

CASES = [(rule, wrong) for rule, cases in {**DRAWINGS, **CONTENTS}.items() for wrong in cases]
DOCS = Path(__file__).parents[4] / "docs" / "lint-rules.md"


def test_a_sound_process_passes_every_rule() -> None:
    assert lint(sample()) == ()


@pytest.mark.parametrize(("rule", "wrong"), CASES, ids=[f"{rule}: {wrong.words}" for rule, wrong in CASES])
def test_a_rule_finds_what_is_wrong_and_says_it(rule: str, wrong: Wrong) -> None:
    found = lint(sample(*wrong.edits))
    said = [(one.element, one.severity) for one in found if one.rule == rule and wrong.words in one.sentence]
    assert (wrong.element, wrong.severity) in said, "\n".join(map(str, found))


def test_paths_of_which_one_ends_the_others_need_no_join() -> None:
    file, start, stage = DRAWINGS["sound_joins"][-1].edits[-1]
    ending = stage.replace(
        'name="Decided"/>', 'name="Decided"><bpmn:terminateEventDefinition id="all_over"/></bpmn:endEvent>'
    )
    found = lint(sample(*DRAWINGS["sound_joins"][-1].edits[:-1], (file, start, ending)))
    assert "sound_joins" not in {one.rule for one in found}


@pytest.mark.parametrize("shape", ["record_views", "to_views"])
def test_what_is_not_drawn_is_found(shape: str) -> None:
    package = sample()
    drawn = package.files["hear_family.bpmn"]
    hidden = re.sub(f'<bpmndi:BPMNShape [^>]*bpmnElement="{shape}"/>', "", drawn)
    found = lint(package.with_files({"hear_family.bpmn": hidden}))
    assert [(one.rule, one.element) for one in found] == [("fully_drawn", shape)]


def test_every_rule_has_a_wrong_example_and_a_page() -> None:
    pages = re.findall(r"^### `(\w+)`$", DOCS.read_text(), re.MULTILINE)
    assert pages == list(RULES)
    assert {rule for rule, _ in CASES} | {"fully_drawn"} == set(RULES)


def test_all_findings_come_at_once_errors_first() -> None:
    wrongs = [CONTENTS["tasks_within_limits"][0], CONTENTS["task_help"][0], DRAWINGS["plain_ids"][0]]
    found = lint(sample(*(edit for wrong in wrongs for edit in wrong.edits)))
    assert {"plain_ids", "task_help", "tasks_within_limits"} <= {one.rule for one in found}
    severities = [one.severity for one in found]
    assert severities == sorted(severities, reverse=True)
    assert "advice" not in {one.severity for one in errors(found)}


@pytest.mark.parametrize(
    "citation",
    ["SEND Regulations 2014 reg 5(1)", "SEND Regulations 2014 reg 99", "SEN Regulations 2001 reg 99(2)"],
    ids=["drawn elsewhere", "the whole regulation", "other regulations"],
)
def test_a_task_needs_a_limit_only_if_one_was_forgotten(citation: str) -> None:
    found = lint(sample((MAIN, "SEND Code of Practice 9.42", citation)))
    assert [one for one in found if one.rule == "tasks_within_limits"] == []


def test_a_citation_names_its_law_once_for_all_provisions() -> None:
    said = "Children and Families Act 2014 ss 45(4), 51; SEND Regulations 2014 (SI 2014/1530) reg 43(2) and guidance"
    assert list(provisions(said)) == [
        ("Children and Families Act 2014 s", "45(4)"),
        ("Children and Families Act 2014 s", "51"),
        ("SEND Regulations 2014 reg", "43(2)"),
    ]


def test_a_package_without_anything_is_only_a_finding() -> None:
    expected = Finding("readable_files", "ask_advice.bpmn", "", "The diagram of the process is missing")
    assert lint(Package("ask_advice", {})) == (expected,)


@pytest.mark.parametrize("name", ["entities", "bomb"])
def test_entities_are_refused_before_they_are_expanded(name: str) -> None:
    bombs = {
        "entities": '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d>&e;</d>',
        "bomb": '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d a="&b;"/>',
    }
    found = lint(sample().with_files({"ask_advice.bpmn": bombs[name]}))
    assert ("ask_advice.bpmn", "The file declares a document type or an entity, which a diagram must not have") in [
        (one.file, one.sentence) for one in found
    ]
