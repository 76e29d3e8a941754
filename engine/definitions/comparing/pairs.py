"""Which element of the old version is which in the new one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition

KIND_WORDS = {
    "userTask": "task",
    "scriptTask": "script task",
    "serviceTask": "service task",
    "businessRuleTask": "decision table",
    "subProcess": "stage",
    "callActivity": "called process",
    "exclusiveGateway": "choice",
    "parallelGateway": "parallel gateway",
    "startEvent": "start",
    "endEvent": "end",
    "intermediateCatchEvent": "wait",
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """The elements of both versions, and the new id of each old one that has changed its id."""

    old: Mapping[str, Element]
    new: Mapping[str, Element]
    renamed: Mapping[str, str]

    @property
    def kept(self) -> Iterator[tuple[Element, Element]]:
        for id, before in self.old.items():
            after = self.new.get(self.now(id))
            if after is not None:
                yield before, after

    @property
    def added(self) -> list[Element]:
        came_from = set(self.renamed.values())
        return [one for id, one in self.new.items() if id not in self.old and id not in came_from]

    @property
    def removed(self) -> list[Element]:
        return [one for id, one in self.old.items() if self.now(id) not in self.new]

    def now(self, id: str) -> str:
        return self.renamed.get(id, id)


def pair(old: Definition, new: Definition) -> Pairs:
    return Pairs(old.by_id, new.by_id, likely_renames(old, new))


def likely_renames(old: Definition, new: Definition) -> dict[str, str]:
    """Elements whose id changed, but that have the same kind, name and task as exactly one new element."""
    gone = [one for id, one in old.by_id.items() if id not in new.by_id]
    come = [one for id, one in new.by_id.items() if id not in old.by_id]
    gone_faces, come_faces = Counter(map(_face, gone)), Counter(map(_face, come))
    ids = {_face(one): one.id for one in come}
    return {
        one.id: ids[_face(one)]
        for one in gone
        if one.name and gone_faces[_face(one)] == 1 == come_faces.get(_face(one), 0)
    }


def words_for(element: Element) -> str:
    """ "task 'Serve the draft plan'"."""
    return f"{kind_words(element)} {element.said}"


def kind_words(element: Element) -> str:
    if element.kind == "boundaryEvent":
        return "time limit" if element.timer else "event"
    if element.kind == "exclusiveGateway" and not element.name:
        return "meeting of paths"
    return KIND_WORDS.get(element.kind, element.kind)


def _face(element: Element) -> tuple[str, str]:
    return element.kind, element.name
