"""A letter template: front matter in TOML, then Markdown with placeholders."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

from engine.letters.faults import LetterFaults
from engine.letters.lint import findings
from engine.letters.reading import read_text
from engine.statute import Notice

_FRONT = re.compile(r"\A\+\+\+\n(?P<front>.*?)^\+\+\+\n(?P<body>.*)\Z", re.S | re.M)
_NEEDED: Mapping[str, type] = {"ref": str, "title": str, "to": list, "notice": str}
_DECIDED = "decided"
_NO_PARTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Template:
    """Read once per version. `decided` is the fact with the day of the decision, by default that of the letter."""

    key: str
    ref: str
    title: str
    to: tuple[str, ...]
    notice: str
    body: str
    decided: str = ""

    @classmethod
    def parse(cls, key: str, text: str) -> Self:
        """Raises `LetterFaults` with every fault at once."""
        split = _FRONT.match(text.replace("\r\n", "\n"))
        if split is None:
            raise LetterFaults([f"{key}: expected front matter between two lines of +++, then the letter"])
        front, faults = _read_front(key, split["front"])
        faults += read_text(key, split["body"]).faults
        faults += read_text(f"{key}, title", str(front.get("title", ""))).faults
        if faults:
            raise LetterFaults(faults)
        return cls(
            key,
            front["ref"],
            front["title"],
            tuple(front["to"]),
            front["notice"],
            split["body"],
            front.get(_DECIDED, ""),
        )

    def lint(
        self,
        notice: Notice | None,
        parts: Mapping[str, str] = _NO_PARTS,
        *,
        facts: Collection[str] | None = None,
        limits: Collection[str] | None = None,
    ) -> list[str]:
        """What stands in the way of sending it: contents that the law requires, unknown names, broken parts.

        `facts` are the names that forms and register give a case, `limits` the keys of the
        register; where they are not given, names of facts and limits are not looked at.
        """
        day = f"{{{{ facts.{self.decided} }}}}" if self.decided else ""
        return list(findings(self.key, f"{self.title}\n{self.body}{day}", parts, notice, facts, limits))


def _read_front(key: str, text: str) -> tuple[dict[str, Any], list[str]]:
    try:
        front = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{key}: the front matter is not TOML: {error}"]
    return front, list(_front_faults(key, front))


def _front_faults(key: str, front: Mapping[str, Any]) -> Iterator[str]:
    for word in sorted(set(front) - {*_NEEDED, _DECIDED}):
        yield f"{key}: the front matter says '{word}'; expected only: {', '.join(_NEEDED)}, {_DECIDED}"
    if not isinstance(front.get(_DECIDED, ""), str):
        yield f"{key}: '{_DECIDED}' must name a fact"
    for word, kind in _NEEDED.items():
        if not isinstance(front.get(word), kind) or not front[word]:
            yield f"{key}: the front matter needs {word}"
    to = front.get("to")
    if isinstance(to, list) and not all(isinstance(one, str) for one in to):
        yield f"{key}: 'to' must list words such as family"
