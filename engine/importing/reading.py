"""Reads the files of a caseload, of whichever kind they are."""

from collections.abc import Mapping

from engine.importing.reading_csv import read_csv
from engine.importing.reading_sen2 import read_sen2
from engine.importing.rows import LeftOut, Problem, Row, SourceUnreadable

LARGEST = 100_000_000


def read_caseload(files: Mapping[str, bytes]) -> tuple[list[Row], list[Problem], list[LeftOut]]:
    """The rows of files by their name, what could not be understood, and what is not kept.

    Raises `SourceUnreadable`.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    left_out: list[LeftOut] = []
    for name, content in files.items():
        text = _text(name, content)
        read = read_sen2 if text.lstrip().startswith("<") else read_csv
        found, wrong, left = read(name, text)
        rows += found
        problems += wrong
        left_out += left
    return rows, problems, left_out


def _text(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise SourceUnreadable(f"{name} is larger than {LARGEST // 1_000_000} MB; cut it into several files")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceUnreadable(f"{name} is not text in UTF-8; save it as “CSV UTF-8”") from None
