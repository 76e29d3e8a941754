"""What is different about the letters and the parts that they share."""

from collections import Counter
from collections.abc import Iterator

from engine.definitions.comparing.change import Change, capital, from_to
from engine.definitions.letter_text import front_of, includes
from engine.definitions.package import Package

_FRONT = {
    "ref": "The reference of {}",
    "title": "The title of {}",
    "to": "The list of those who get {}",
    "notice": "The notice that the law names for {}",
}


def letter_changes(old: Package, new: Package) -> Iterator[Change]:
    before, after = old.under("letters/", ".md"), new.under("letters/", ".md")
    for name in sorted({*before, *after}):
        file, key = f"letters/{name}", name.removesuffix(".md").removeprefix("parts/")
        is_part = name.startswith("parts/")
        said = (
            f"the part '{key}' of letters" if is_part else f"the letter {_said(after.get(name) or before[name], key)}"
        )
        if name not in before:
            yield Change("added", "letter", file, key, f"New: {said}")
        elif name not in after:
            yield Change("removed", "letter", file, key, f"{capital(said)} is gone")
        elif before[name] != after[name]:
            for sentence in _differences(said, before[name], after[name]):
                yield Change("changed", "letter", file, key, sentence + (_used_in(new, key) if is_part else ""))


def _differences(said: str, before: str, after: str) -> Iterator[str]:
    was, is_now = front_of(before), front_of(after)
    for name, words in _FRONT.items():
        if was.get(name) != is_now.get(name):
            yield f"{words.format(said)} changed {from_to(_plain(was.get(name)), _plain(is_now.get(name)))}"
    new, gone = _lines(after) - _lines(before), _lines(before) - _lines(after)
    if new or gone:
        yield f"The text of {said} changed: {_counted(new, 'new')}, {_counted(gone, 'gone')}"
    elif was == is_now:
        yield f"The text of {said} is set out differently, with the same lines"


def _lines(text: str) -> Counter[str]:
    body = text.partition("+++")[2].partition("+++")[2] if text.startswith("+++") else text
    return Counter(line.strip() for line in body.splitlines() if line.strip())


def _counted(lines: Counter[str], word: str) -> str:
    number = sum(lines.values())
    return f"1 line is {word}" if number == 1 else f"{number} lines are {word}"


def _used_in(package: Package, part: str) -> str:
    texts = package.under("letters/", ".md").items()
    users = [name.removesuffix(".md") for name, text in texts if part in includes(text)]
    return f" (it stands in {', '.join(users)})" if users else ""


def _said(text: str, key: str) -> str:
    return f"'{front_of(text).get('title') or key}'"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
