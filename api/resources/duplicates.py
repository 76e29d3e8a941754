"""Two records of one person: found, merged into one with a trail, or kept apart for a reason."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from api.carrying_out import stamp
from api.conditions import etag, expected_or_refuse, mark
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, record, records
from api.resource import Input, Output, Resource
from api.resources.persons import Person
from api.shapes import PageQuery, at, flag, maybe, number, page_of, said, several, texts, words
from engine import expect_person
from engine.case.commands import KeepApart, MergePersons
from engine.case.permissions import LEAD_CASES, SEE_CASES

duplicates = Resource(
    "duplicates", __name__, "Records that may be about the same person: merge them, or keep them apart"
)


class PairQuery(PageQuery):
    settled = fields.Boolean(load_default=False, metadata={"description": "Those that were kept apart instead"})


class Pair(Output):
    one = said("One record")
    other = said("The other")
    because = said("Why they may be about the same person")
    found_at = at("When this was noticed")
    is_open = flag("Whether nobody has decided about them")
    reason = maybe("Why they are kept apart")
    actor = maybe("Who decided that")
    settled_at = at("When", allow_none=True)


class Merging(Input):
    merge = words("The record that becomes part of the one in the address", required=True)
    reason = words("Why they are about the same person", longest=1000, required=True)
    taken = fields.List(
        fields.String(metadata={"description": "The name of a field of the form"}),
        load_default=[],
        metadata={"description": "What the kept record takes from the other; rows, such as contacts, are added"},
    )


class Apart(Input):
    other = words("The other record", required=True)
    reason = words("Why they are about two people", longest=1000, required=True)


class Merge(Output):
    merged = said("The record that became part of the other")
    kept = said("The record that was kept")
    merged_edition = number("The last edition of the merged record")
    kept_edition = number("The edition of the kept record before")
    taken = texts("The fields that the kept record took")
    cases = texts("The cases that went over")
    reason = said("Why")
    actor = said("Who merged them")
    recorded_at = at("When")


class MergeList(Output):
    items = several(Merge)


@duplicates.get("/persons/duplicates")
@guard(LEAD_CASES)
@duplicates.takes(PairQuery, "query")
@duplicates.gives(200, page_of(Pair))
def list_duplicates(query: dict[str, Any]) -> dict[str, Any]:
    """List records two by two that may be about one person."""
    with office().engine.database.read() as tx:
        found = tx.pairs(
            caller().authority, is_open=not query["settled"], limit=query["limit"], cursor=query.get("after")
        )
    looked_through("duplicates")
    return page_record(found)


@duplicates.post("/persons/<person>/merge")
@guard(LEAD_CASES)
@duplicates.takes(Merging)
@duplicates.gives(200, Person, "Merged; all cases of both are on this record")
def merge_persons(body: dict[str, Any], person: str) -> Response:
    """Make one record of two; If-Match names the edition of the one that is kept."""
    taken = tuple(body["taken"])
    receipt = office().engine.handle(
        MergePersons(
            keep=person,
            merge=body["merge"],
            reason=body["reason"],
            taken=taken,
            expected=expected_or_refuse(),
            **stamp(),
        )
    )
    with office().engine.database.read() as tx:
        kept = tx.person(caller().authority, person)
    assert kept is not None, f"{person} was merged into, but it is not there"
    response = jsonify(record(kept))
    response.headers["ETag"] = etag(kept.edition)
    return mark(response, receipt, kept.edition)


@duplicates.post("/persons/<person>/keep-apart")
@guard(LEAD_CASES)
@duplicates.takes(Apart)
@duplicates.gives(200, Person, "Settled; they are not listed as duplicates again")
def keep_apart(body: dict[str, Any], person: str) -> Response:
    """Settle that two records that look alike are about two people."""
    receipt = office().engine.handle(KeepApart(one=person, other=body["other"], reason=body["reason"], **stamp()))
    with office().engine.database.read() as tx:
        found = tx.person(caller().authority, person)
    assert found is not None, f"{person} was settled, but it is not there"
    return mark(jsonify(record(found)), receipt, found.edition)


@duplicates.get("/persons/<person>/merges")
@guard(SEE_CASES)
@duplicates.gives(200, MergeList)
def list_merges(person: str) -> dict[str, Any]:
    """List the records that were merged into this one: who did it, when, why, and what was taken."""
    with office().engine.database.read() as tx:
        expect_person(tx, caller().authority, person)
        found = tx.merges_into(caller().authority, person)
    looked("read what was merged into the record", person=person)
    return {"items": records(found)}
