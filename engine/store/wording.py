"""The text that a search looks through."""


def search_text(*parts: str | None) -> str:
    """All parts in lower case, one after another."""
    return " ".join(part for part in parts if part).lower()
