"""Looks into a rendered picture by the BPMN ids of what is in it."""

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


class Picture:
    """A rendered picture, asked by the BPMN ids of what is in it."""

    def __init__(self, svg: str) -> None:
        self.root = etree.fromstring(svg)

    def all_ids(self) -> list[str]:
        return [element.get("data-id", "") for element in self.root.iter() if element.get("data-id")]

    def group(self, element: str) -> etree._Element:
        (found,) = (one for one in self.root.iter(f"{SVG}g") if one.get("data-id") == element)
        return found

    def classes(self, element: str) -> set[str]:
        return set((self.group(element).get("class") or "").split())

    def title(self, element: str) -> str:
        return self.group(element).findtext(f"{SVG}title") or ""

    def tags(self, element: str) -> list[str]:
        """The SVG elements that draw it, without groups and titles."""
        names = [str(one.tag).removeprefix(SVG) for one in self.group(element).iter()]
        return [name for name in names if name not in ("g", "title", "text", "tspan")]

    def badges(self, element: str) -> list[str]:
        groups = self.group(element).iter(f"{SVG}g")
        classes = [one.get("class") or "" for one in groups]
        return [one.split("dg-badge--")[1] for one in classes if one.startswith("dg-badge ")]

    def lines(self, words: str) -> list[str]:
        """The lines of the one text that contains these words."""
        (found,) = (one for one in self.root.iter(f"{SVG}text") if words in "".join(map(str, one.itertext())))
        return [str(line.text).strip() for line in found]

    def texts(self) -> list[str]:
        return ["".join(map(str, one.itertext())) for one in self.root.iter(f"{SVG}text")]
