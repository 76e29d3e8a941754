"""Reads a letter together with the parts that it takes in."""

from collections.abc import Mapping
from functools import lru_cache

from engine.letters import grammar, marks
from engine.letters.grammar import Said
from engine.letters.sandbox import Room

_ROOM = Room({})


def read_text(where: str, source: str) -> Said:
    """What one text says, with its faults."""
    return _read(where, source).copy()


@lru_cache(maxsize=1024)
def _read(where: str, source: str) -> Said:
    """Parts stand in many letters, and letters are read by everybody who asks what a process uses."""
    said = grammar.read(_ROOM, where, source)
    said.faults += marks.faults(where, source)
    said.contents += marks.marked(source)
    return said


def read_with_parts(where: str, source: str, parts: Mapping[str, str]) -> Said:
    """What a text says with all the parts it takes in, and the parts those take in."""
    return _joined(where, source, parts, ())


def _joined(where: str, source: str, parts: Mapping[str, str], inside: tuple[str, ...]) -> Said:
    said = read_text(where, source)
    for name in list(said.parts):
        if name in inside:
            said.faults.append(f"{where}: the part '{name}' takes itself in")
        elif name not in parts:
            said.faults.append(f"{where}: there is no part '{name}'; expected one of: {', '.join(sorted(parts))}")
        else:
            _add(said, _joined(f"part {name}", parts[name], parts, (*inside, name)))
    return said


def _add(said: Said, more: Said) -> None:
    said.placeholders |= more.placeholders
    said.limits |= more.limits
    said.required |= more.required
    said.faults += [fault for fault in more.faults if fault not in said.faults]
    said.contents += more.contents
