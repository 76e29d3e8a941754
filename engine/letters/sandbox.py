"""The closed room in which templates are filled in: no attributes, no globals, no loader but the parts."""

from collections.abc import Mapping
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import test_defined

from engine.letters.filters import FILTERS, plain
from engine.letters.known import Asked, Known, Missing


class Room(ImmutableSandboxedEnvironment):
    """Jinja with everything taken out that a letter does not need."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        super().__init__(
            loader=DictLoader(dict(parts)),
            undefined=StrictUndefined,
            finalize=plain,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # facts become Markdown first; Markdown becomes HTML, with raw HTML switched off
        )
        self.globals.clear()
        self.filters = dict(FILTERS)
        self.tests = {"defined": test_defined}

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Known):
            return obj.find(argument)
        return obj if isinstance(obj, Missing) else self.undefined(name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Asked)
