"""The settings of an installation: read once from the environment, all faults at once."""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from engine.case.notices import ADDRESS

PREFIX = "DUECOURSE_"
PROCESSES = Path(__file__).parents[1] / "processes"
LEAST_SECRET = 32
"""Characters of the key that signs cookies; fewer could be guessed."""

LEVELS = ("debug", "info", "warning", "error")


class SettingsFaults(Exception):
    """Expected settings that can be used, but some cannot."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


def _text(said: str) -> str:
    return said


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        if not said.isascii() or not said.isdigit() or not least <= int(said) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(said)

    return read


def _yes_or_no(said: str) -> bool:
    if said.lower() not in ("yes", "no"):
        raise ValueError("yes or no")
    return said.lower() == "yes"


def _one_of(*words: str) -> Callable[[str], str]:
    def read(said: str) -> str:
        if said.lower() not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return said.lower()

    return read


def _database(said: str) -> str:
    if not re.match(r"(sqlite|postgresql(\+psycopg)?)://", said):
        raise ValueError("sqlite:///path/to/file or postgresql://user:password@host/name")
    return said


def _folder(said: str) -> Path:
    if not Path(said).is_dir():
        raise ValueError("a folder that exists")
    return Path(said)


def _file(said: str) -> Path:
    if not Path(said).is_file():
        raise ValueError("a file that exists")
    return Path(said)


def _mail_address(said: str) -> str:
    if not ADDRESS.fullmatch(said):
        raise ValueError("an e-mail address such as send@example.gov.uk")
    return said


def _domains(said: str) -> tuple[str, ...]:
    found = tuple(word.strip().lower() for word in said.split(","))
    if not all(ADDRESS.fullmatch(f"a@{domain}") for domain in found):
        raise ValueError("domains such as example.gov.uk, with commas between them")
    return found


def _secret(said: str) -> str:
    if len(said) < LEAST_SECRET:
        raise ValueError(f"at least {LEAST_SECRET} characters")
    return said


def _address(said: str) -> str:
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/") or parts.query:
        raise ValueError("an address such as https://send.example.gov.uk, without a path")
    return said.rstrip("/")


def _rate(said: str) -> str:
    if not re.fullmatch(r"[1-9]\d* per (\d+ )?(second|minute|hour|day)s?", said):
        raise ValueError("a rate such as 10 per minute")
    return said


def _setting(read: Callable[[str], Any], default: Any) -> Any:
    return field(default=default, metadata={"read": read})


@dataclass(frozen=True)
class Settings:
    """What `docs/settings.md` explains, one field for each environment variable."""

    var: Path = _setting(Path, Path("var"))
    database_url: str = _setting(_database, "")
    database_connections: int = _setting(_whole(1, 200), 10)
    secret_key: str = _setting(_secret, "")
    processes: Path = _setting(_folder, PROCESSES)
    host: str = _setting(_text, "127.0.0.1")
    port: int = _setting(_whole(1, 65535), 8000)
    public_url: str = _setting(_address, "")
    trusted_proxies: int = _setting(_whole(0, 5), 0)
    workers: int = _setting(_whole(1, 64), 1)
    threads: int = _setting(_whole(1, 64), 8)
    run_scheduler: bool = _setting(_yes_or_no, True)
    sweep_seconds: int = _setting(_whole(1, 86_400), 60)
    effects_seconds: int = _setting(_whole(1, 86_400), 5)
    fold_after_days: int = _setting(_whole(0, 36_500), 14)
    webhooks_seconds: int = _setting(_whole(1, 86_400), 5)
    webhooks_to_localhost: bool = _setting(_yes_or_no, False)
    webhooks_to_private: bool = _setting(_yes_or_no, False)
    mail_host: str = _setting(_text, "")
    mail_port: int = _setting(_whole(1, 65535), 587)
    mail_tls: str = _setting(_one_of("starttls", "tls", "no"), "starttls")
    mail_user: str = _setting(_text, "")
    mail_password_file: Path | None = _setting(_file, None)
    mail_from: str = _setting(_mail_address, "")
    mail_domains: tuple[str, ...] = _setting(_domains, ())
    mail_names: bool = _setting(_yes_or_no, False)
    mail_seconds: int = _setting(_whole(1, 86_400), 30)
    digest_hour: int = _setting(_whole(0, 23), 7)
    notifications_kept_days: int = _setting(_whole(1, 36_500), 90)
    sign_in_limit: str = _setting(_rate, "10 per minute")
    link_limit: str = _setting(_rate, "30 per minute")
    link_days: int = _setting(_whole(1, 56), 28)
    limits_storage: str = _setting(_text, "memory://")
    log_level: str = _setting(_one_of(*LEVELS), "info")

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """The settings that an environment holds; raises `SettingsFaults` with every fault."""
        known = {variable(one.name): one for one in fields(cls)}
        given = {name: said.strip() for name, said in environ.items() if name.startswith(PREFIX) and said.strip()}
        faults = [f"{name}: Due Course has no such setting" for name in sorted(set(given) - set(known) - ELSEWHERE)]
        values: dict[str, Any] = {}
        for name, one in known.items():
            if name in given:
                try:
                    values[one.name] = one.metadata["read"](given[name])
                except ValueError as expected:
                    shown = "what it has" if one.name in HIDDEN else f"“{given[name]}”"
                    faults.append(f"{name}: expected {expected}, but got {shown}")
        settings = cls(**values)
        faults += settings._clashes()
        if faults:
            raise SettingsFaults(faults)
        return settings

    def checked(self) -> Self:
        """These settings, if they go together; raises `SettingsFaults`."""
        if clashes := self._clashes():
            raise SettingsFaults(clashes)
        return self

    def _clashes(self) -> list[str]:
        clashes = []
        if self.workers > 1 and self.is_sqlite:
            clashes.append(f"{PREFIX}WORKERS: more than 1 needs PostgreSQL; with SQLite raise {PREFIX}THREADS instead")
        if self.mail_host and not self.mail_from:
            clashes.append(f"{PREFIX}MAIL_FROM: e-mails need a sender where {PREFIX}MAIL_HOST is set")
        if bool(self.mail_user) != (self.mail_password_file is not None):
            clashes.append(f"{PREFIX}MAIL_USER: needs {PREFIX}MAIL_PASSWORD_FILE beside it, and the other way round")
        return clashes

    @property
    def database(self) -> str:
        """Where the database is; a SQLite file in `var` unless the setting says otherwise."""
        return self.database_url or f"sqlite:///{self.var / 'duecourse.db'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def address(self) -> str:
        """The address at which people find the service."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https:")

    def secret(self) -> str:
        """The key that signs cookies: from the setting, or from a file that only its owner can read."""
        return self.secret_key or _kept_secret(self.var / "secret_key")


HIDDEN = {"secret_key", "database_url"}
ELSEWHERE = {f"{PREFIX}CHROMIUM"}
"""Variables that something else reads: the tests."""


def variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _kept_secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_secret(path)
    return path.read_text(encoding="ascii").strip()


def _make_secret(path: Path) -> None:
    """Write the key beside its place and link it there, so that of two at once both read the first one's."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as new:
        new.write(secrets.token_hex(LEAST_SECRET))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
