"""A package holds what its process uses, what those use in turn, and nothing else."""

from pathlib import Path

import pytest

from engine.definitions import NoSuchProcess, Package, PackageUnreadable, collect, list_processes, read_package
from engine.statute import Register
from tests.engine.definitions.sample_package import FOLDER, sample


def test_a_folder_lists_its_processes() -> None:
    assert list_processes(FOLDER) == ("ask_advice", "hear_family")


def test_a_package_holds_all_that_its_process_uses() -> None:
    assert [path for path in sample().files if not path.startswith(("forms/", "law/"))] == [
        "ask_advice.bpmn",
        "decisions/regime.dmn",
        "hear_family.bpmn",
        "letters/advice_request.md",
        "letters/decision_notice.md",
        "letters/parts/closing.md",
    ]


def test_a_package_leaves_out_what_its_process_does_not_use() -> None:
    called = sample(process="hear_family")
    assert [path for path in called.files if not path.startswith("law/")] == [
        "forms/record_views.json",
        "hear_family.bpmn",
    ]
    assert "forms/unused.json" not in sample().files


def test_the_law_of_a_package_is_what_timers_tasks_and_letters_name() -> None:
    law = Register.load(sample().under("law/", ".toml"))
    assert sorted(law.limits) == ["assess_decision", "body_advice", "own_advice", "reply_time"]
    assert list(law.notices) == ["decision_notice"]


def test_law_that_is_not_used_does_not_change_the_hash() -> None:
    assert sample(("law/limits.toml", "weeks = 99", "weeks = 98")).hash == sample().hash
    assert sample(("law/limits.toml", "weeks = 6", "weeks = 7")).hash != sample().hash


def test_law_that_cannot_be_read_is_kept_for_the_lint_to_find() -> None:
    package = sample(("law/limits.toml", 'ref = "A3"', "ref ="))
    assert "weeks = 99" in package.files["law/limits.toml"]


def test_a_package_can_be_collected_again_from_its_own_files() -> None:
    assert collect("ask_advice", sample().files) == sample()


@pytest.mark.parametrize("name", ["../secret.json", "/etc/hostname", "x/../../y.json"])
def test_no_name_in_a_diagram_reaches_a_file_elsewhere(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    (folder / "forms").mkdir(parents=True)
    (tmp_path / "secret.json").write_text("{}")
    (folder / "a.bpmn").write_text((FOLDER / "hear_family.bpmn").read_text().replace("record_views.json", name))
    assert list(read_package(folder, "a").files) == ["a.bpmn", *read_package(folder, "a").under("", ".toml")]


def test_a_process_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NoSuchProcess, match="no process 'x' in .*ask_advice, hear_family"):
        read_package(FOLDER, "x")


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.bpmn").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackageUnreadable, match="a.bpmn to be text in UTF-8"):
        read_package(tmp_path, "a")


def test_reading_the_same_folder_twice_gives_the_same_package() -> None:
    assert read_package(FOLDER, "ask_advice") == read_package(FOLDER, "ask_advice") != Package("ask_advice", {})
