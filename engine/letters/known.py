"""What a letter knows, and what it turns out not to know."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from jinja2 import Undefined

from engine.letters.escaping import Drawn


class Gaps:
    """The names of what a letter needed and did not find, each once, in the order of the letter."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def add(self, name: str) -> Drawn:
        self._names[name] = None
        return Drawn(f"**[missing: {name}]**".replace("_", "\\_"))

    def names(self) -> tuple[str, ...]:
        return tuple(self._names)


class Missing(Undefined):
    """A fact that the case does not have; asking whether it is there is no fault, needing it is."""

    __slots__ = ("_gaps", "_path")

    def __init__(self, path: str, gaps: Gaps) -> None:
        super().__init__(name=path)
        self._path = path
        self._gaps = gaps

    def needed(self) -> Drawn:
        return self._gaps.add(self._path)

    def __str__(self) -> str:
        return self.needed()

    def __iter__(self) -> Iterator[Any]:
        self.needed()
        return iter(())

    def __len__(self) -> int:
        self.needed()
        return 0

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        self.needed()
        return False

    def __ne__(self, other: object) -> bool:
        self.needed()
        return True

    def __hash__(self) -> int:
        return hash(self._path)

    def __lt__(self, *other: Any, **named: Any) -> Any:
        self.needed()
        return False

    __le__ = __gt__ = __ge__ = __lt__


class Known:
    """Named values, reached by name and by nothing else: no attribute of Python can be touched."""

    __slots__ = ("_gaps", "_path", "_values")

    def __init__(self, path: str, values: Mapping[str, Any], gaps: Gaps) -> None:
        self._path = path
        self._values = values
        self._gaps = gaps

    def find(self, name: Any) -> Any:
        return known(f"{self._path}.{name}", self._values.get(name), self._gaps)

    def needed(self) -> Drawn:
        return self._gaps.add(f"{self._path} as words")

    def __iter__(self) -> Iterator[Any]:
        """The items of a collection, in the order in which they were added."""
        return (self.find(name) for name in sorted(self._values))

    def __len__(self) -> int:
        return len(self._values)


def known(path: str, value: Any, gaps: Gaps) -> Any:
    """A value as a template may see it; an empty text says nothing, so it is missing."""
    if isinstance(value, Mapping):
        return Known(path, value, gaps)
    if isinstance(value, list | tuple):
        return [known(f"{path}[{place}]", inner, gaps) for place, inner in enumerate(value)]
    if value is None or (isinstance(value, str) and not value.strip()):
        return Missing(path, gaps)
    if isinstance(value, bool | int | float | date):
        return value
    return str(value)


class Asked:
    """A question that a template may put, such as deadline("final_plan"); nothing else can be called."""

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[str], Any]) -> None:
        self._answer = answer

    def __call__(self, key: str) -> Any:
        return self._answer(key)
