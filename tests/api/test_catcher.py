"""What the demonstration sends is caught on this machine, in files with a number."""

from datetime import UTC, datetime
from pathlib import Path

from api.catcher import Catcher, free_port
from api.office import Office
from api.settings import Settings
from api.smtp import SmtpSender
from engine import Accounts, Database, Engine
from engine.case.notices import SENT, WAITING, Mail
from tests.api.town import LAW_BOOK

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
MAIL = Mail("northmoor", "urgent 1", "U000001", "cass@northmoor.example", "Für alle", "Hello", "<p>Hello</p>", NOW, NOW)
GIVEN = {"DUECOURSE_MAIL_HOST": "127.0.0.1", "DUECOURSE_MAIL_TLS": "no", "DUECOURSE_MAIL_FROM": "a@example.org"}


def sender(port: int) -> SmtpSender:
    settings = Settings.read({**GIVEN, "DUECOURSE_MAIL_PORT": str(port)})
    database = Database("sqlite://")
    office = Office.of(settings, Engine(database, lambda: NOW), Accounts(database, lambda: NOW), LAW_BOOK)
    assert office.sender is not None
    return office.sender


def test_a_mail_that_is_caught_is_kept_as_it_came(tmp_path: Path) -> None:
    catcher = Catcher(tmp_path / "mail", free_port())
    catcher.start()
    outcomes = [sender(catcher.port)(MAIL, lambda: None).standing for _ in range(2)]
    catcher.stop()
    assert outcomes == [SENT, SENT]
    assert sorted(path.name for path in (tmp_path / "mail").iterdir()) == ["000001.eml", "000002.eml"]
    kept = (tmp_path / "mail/000001.eml").read_text()
    assert "To: cass@northmoor.example" in kept and "Subject: =?utf-8?q?F=C3=BCr?= alle" in kept


def test_a_server_that_offers_no_encryption_is_not_trusted(tmp_path: Path) -> None:
    catcher = Catcher(tmp_path, free_port())
    catcher.start()
    encrypted = SmtpSender("127.0.0.1", catcher.port, "a@example.org", "", "starttls", seconds=5)
    outcome = encrypted(MAIL, lambda: None)
    catcher.stop()
    assert outcome.standing == WAITING
    assert list(tmp_path.iterdir()) == []


def test_without_a_mail_server_there_is_no_sender() -> None:
    database = Database("sqlite://")
    office = Office.of(Settings.read({}), Engine(database, lambda: NOW), Accounts(database, lambda: NOW), LAW_BOOK)
    assert (office.sender, office.morning.writing) == (None, None)
