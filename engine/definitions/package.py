"""A package: all files that one process uses, under one hash."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Self

LARGEST_PACKAGE = 32_000_000

LAYOUT_FILE = "plan.toml"
"""What the plan of a person consists of; in the package of a process that sends plans."""


class PackageUnreadable(Exception):
    """Expected the bytes of a package that was packed before."""


@dataclass(frozen=True)
class Package:
    """The files of one process by their path below processes/; equal files make equal packages."""

    process: str
    files: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", MappingProxyType(dict(sorted(self.files.items()))))

    @cached_property
    def hash(self) -> str:
        """The same for the same process and files, whatever their order."""
        return hashlib.sha256(self._canonical()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.hash)

    def under(self, folder: str, ending: str) -> dict[str, str]:
        """The files in a folder (and below it) by their path within it."""
        return {
            path.removeprefix(folder): text
            for path, text in self.files.items()
            if path.startswith(folder) and path.endswith(ending)
        }

    def with_files(self, files: Mapping[str, str | None]) -> Self:
        """The same package with some files put in; None takes a file out."""
        changed = {path: text for path, text in {**self.files, **files}.items() if text is not None}
        return type(self)(self.process, changed)

    def to_bytes(self) -> bytes:
        return self._packed

    @cached_property
    def _packed(self) -> bytes:
        return zlib.compress(self._canonical(), 9)

    @classmethod
    def from_bytes(cls, packed: bytes) -> Self:
        """The package again; refuses what is damaged, too large, or could leave its folder."""
        opener = zlib.decompressobj()
        try:
            text = opener.decompress(packed, LARGEST_PACKAGE)
            unpacked = json.loads(text) if opener.eof and not opener.unused_data else None
        except (zlib.error, ValueError, RecursionError) as error:
            raise PackageUnreadable(f"Expected a packed package, but {error}") from None
        return cls(*_checked(unpacked))

    def _canonical(self) -> bytes:
        record = {"process": self.process, "files": dict(self.files)}
        return json.dumps(record, sort_keys=True, separators=(",", ":")).encode()


def _checked(unpacked: Any) -> tuple[str, dict[str, str]]:
    match unpacked:
        case {"process": str(process), "files": dict(files), **rest} if not rest:
            if all(_is_plain(path) and isinstance(text, str) for path, text in files.items()):
                return process, files
    raise PackageUnreadable("Expected the whole of a process and its files, each with a plain path and a text")


def _is_plain(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and path == "/".join(parts) and not path.startswith("/") and ".." not in parts
