"""Children and young people."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from api.carrying_out import made, stamp
from api.conditions import etag, expected_or_refuse
from api.guard import caller, guard, looked
from api.office import office
from api.plain import page_record, record, records
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, at, day, maybe, number, one_of, page_of, said, several, things, words
from engine import expect_person
from engine.case.commands import AmendPerson, RegisterPerson
from engine.case.people import PERSON_FORM
from engine.case.permissions import SEE_CASES, WORK_CASES
from engine.case.rows import PersonRow

persons = Resource("persons", __name__, "Children and young people: one record each, however many cases they have")


class NewQuery(Input):
    if_new = fields.Boolean(
        load_default=False,
        metadata={"description": "Refuse somebody who looks like a person on the register; each fault names one"},
    )
    added_anyway = words("Why they are added all the same", longest=1000, load_default="")


class PersonQuery(PageQuery):
    text = words("Words of the name, the unique pupil number or the date of birth")
    upn = words("The whole unique pupil number", longest=13)
    date_of_birth = day("Born on this day")
    sort = one_of("By name, or with - backwards", "name", "-name", load_default="name")


class Person(Output):
    id = said("The person, such as P000001")
    edition = number("Which edition of the record this is, from 1; also its ETag")
    name = said("The full name")
    date_of_birth = maybe("The date of birth")
    upn = maybe("The unique pupil number")
    details = things("Everything on the record, by the names of the form")
    amended_at = at("When it was last amended")
    merged_into = maybe("The record of the same person that is kept instead of this one, if they were merged")


class Edition(Output):
    edition = number("Its number, from 1")
    details = things("What the record said")
    actor = said("Who wrote it")
    recorded_at = at("When")


class EditionList(Output):
    items = several(Edition)


@persons.get("/persons")
@guard(SEE_CASES)
@persons.takes(PersonQuery, "query")
@persons.gives(200, page_of(Person))
def list_persons(query: dict[str, Any]) -> dict[str, Any]:
    """List and search children and young people."""
    by = caller()
    born = query.get("date_of_birth")
    with office().engine.database.read() as tx:
        found = tx.persons(
            by.authority,
            text=query.get("text"),
            upn=query.get("upn"),
            date_of_birth=born.isoformat() if born else None,
            sort=query["sort"],
            limit=query["limit"],
            cursor=query.get("after"),
        )
    looked("listed persons")
    return page_record(found)


@persons.post("/persons")
@guard(WORK_CASES)
@persons.takes(NewQuery, "query")
@persons.takes_form(PERSON_FORM)
@persons.gives(201, Person, "Registered")
def register_person(body: dict[str, Any], query: dict[str, Any]) -> Response:
    """Put a child or young person on the register."""
    receipt = office().engine.handle(RegisterPerson(details=body, **query, **stamp()))
    person = _person(str(receipt.made))
    return made(receipt, record(person), "persons", person.id, edition=person.edition)


@persons.get("/persons/<person>")
@guard(SEE_CASES)
@persons.gives(200, Person)
def get_person(person: str) -> Response:
    """Read the record of a child or young person; the ETag is needed to amend it."""
    found = _person(person)
    looked("read the record", person=person)
    response = jsonify(record(found))
    response.headers["ETag"] = etag(found.edition)
    return response


@persons.put("/persons/<person>")
@guard(WORK_CASES)
@persons.takes_form(PERSON_FORM)
@persons.gives(200, Person, "Amended; earlier editions are kept")
def amend_person(body: dict[str, Any], person: str) -> Response:
    """Amend the record of a child or young person: the body replaces all of it."""
    command = AmendPerson(person=person, details=body, expected=expected_or_refuse(), **stamp())
    office().engine.handle(command)
    amended = _person(person)
    response = jsonify(record(amended))
    response.headers["ETag"] = etag(amended.edition)
    return response


@persons.get("/persons/<person>/editions")
@guard(SEE_CASES)
@persons.gives(200, EditionList)
def list_editions(person: str) -> dict[str, Any]:
    """List everything that the record ever said, and who wrote it."""
    _person(person)
    with office().engine.database.read() as tx:
        found = tx.person_editions(caller().authority, person)
    looked("read all editions of the record", person=person)
    return {"items": records(found)}


def _person(person: str) -> PersonRow:
    with office().engine.database.read() as tx:
        return expect_person(tx, caller().authority, person)
