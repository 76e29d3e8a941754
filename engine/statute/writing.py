"""Writes tables as canonical TOML: the same law always gives the same text."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any


def toml(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """One `[table]` per key, keys and fields in order of the alphabet."""
    return "\n".join(_table(key, tables[key]) for key in sorted(tables))


def _table(key: str, fields: Mapping[str, Any]) -> str:
    lines = [f"{_name(name)} = {_value(fields[name])}\n" for name in sorted(fields)]
    return f"[{_name(key)}]\n{''.join(lines)}"


def _name(name: str) -> str:
    bare = name.replace("_", "").replace("-", "")
    return name if bare.isascii() and bare.isalnum() else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_name(name)} = {_value(value[name])}" for name in sorted(value)) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)


def _text(text: str) -> str:
    """A JSON string is a TOML string, but for one character that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
