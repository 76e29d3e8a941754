"""Settings: read at once, every fault named, secrets kept to oneself, and all of them documented."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import ELSEWHERE, Settings, SettingsFaults, variable
from tests.fixtures.world import ROOT

DOCUMENT = (ROOT / "docs/settings.md").read_text()


def test_an_empty_environment_gives_a_local_installation() -> None:
    settings = Settings.read({})
    assert (settings.database, settings.address) == ("sqlite:///var/duecourse.db", "http://127.0.0.1:8000")
    assert not settings.is_https


def test_every_fault_of_the_settings_is_named_at_once() -> None:
    wrong = {
        "DUECOURSE_PORT": "http",
        "DUECOURSE_RUN_SCHEDULER": "perhaps",
        "DUECOURSE_DATABASE_URL": "mysql://root:secret@host/db",
        "DUECOURSE_PUBLIC_URL": "send.example.gov.uk",
        "DUECOURSE_SIGN_IN_LIMIT": "now and then",
        "DUECOURSE_PROCESSES": "/no/such/folder",
        "DUECOURSE_LOG_LEVEL": "loud",
        "DUECOURSE_COLOUR": "red",
    }
    with pytest.raises(SettingsFaults) as faults:
        Settings.read(wrong)
    assert {fault.partition(":")[0] for fault in faults.value.faults} == set(wrong)


def test_a_fault_never_shows_what_is_secret() -> None:
    with pytest.raises(SettingsFaults) as faults:
        Settings.read({"DUECOURSE_SECRET_KEY": "hunter2", "DUECOURSE_DATABASE_URL": "mysql://root:hunter2@host/db"})
    assert "hunter2" not in str(faults.value)


def test_several_processes_need_another_database() -> None:
    with pytest.raises(SettingsFaults, match="needs PostgreSQL"):
        Settings.read({"DUECOURSE_WORKERS": "2"})
    assert Settings.read({"DUECOURSE_WORKERS": "2", "DUECOURSE_DATABASE_URL": "postgresql://db/duecourse"}).workers == 2


def test_an_empty_setting_is_one_left_out() -> None:
    assert Settings.read({"DUECOURSE_PORT": " "}).port == 8000


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    settings = Settings.read({"DUECOURSE_VAR": str(tmp_path / "var")})
    secret = settings.secret()
    assert len(secret) == 64
    assert settings.secret() == secret
    assert [(file.name, file.stat().st_mode & 0o777) for file in settings.var.iterdir()] == [("secret_key", 0o600)]


def test_a_secret_that_is_given_is_not_written_down(tmp_path: Path) -> None:
    given = {"DUECOURSE_VAR": str(tmp_path / "var"), "DUECOURSE_SECRET_KEY": "x" * 32}
    assert Settings.read(given).secret() == "x" * 32
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("setting", [one.name for one in fields(Settings)])
def test_every_setting_is_documented_with_its_default(setting: str) -> None:
    [row] = re.findall(rf"^\| `{variable(setting)}` \| ([^|]*) \|", DOCUMENT, re.MULTILINE)
    default = getattr(Settings(), setting)
    if default not in ("", None, (), Settings().processes):
        shown = {True: "yes", False: "no"}.get(default, str(default)) if isinstance(default, bool) else str(default)
        assert f"`{shown}`" in row


def test_no_setting_is_documented_that_does_not_exist() -> None:
    known = {variable(one.name) for one in fields(Settings)} | ELSEWHERE
    assert set(re.findall(r"DUECOURSE_[A-Z_]+", DOCUMENT)) <= known
