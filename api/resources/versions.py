"""Versions of processes: checking, publishing, reading and comparing them."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from api.carrying_out import made, stamp
from api.guard import caller, guard
from api.office import office
from api.plain import record
from api.resource import Input, Output, Resource
from api.resources.processes import Version, version_records
from api.shapes import flag, maybe_words, said, several, things, words
from engine import NotFound
from engine.case.commands import PublishProcess
from engine.case.permissions import PUBLISH, SEE_PROCESSES

versions = Resource("versions", __name__, "Versions of processes: checking, publishing, reading and comparing them")


class VersionQuery(Input):
    process = words("Of this process")


class VersionList(Output):
    items = several(Version)


class VersionInFull(Version):
    files = things("Its files: BPMN, DMN, forms, letters and law, by path")


class Files(Input):
    process = words("The process: the name of its BPMN file without the ending", required=True)
    files = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 300)),
        values=fields.String(),
        required=True,
        metadata={"description": "All its files by path, such as ehc_assessment.bpmn or forms/log_request.json"},
    )


class NewVersion(Files):
    note = maybe_words("What changed, and why")


class Finding(Output):
    rule = said("The rule that found it")
    file = said("The file")
    element = said("The BPMN id, or empty for a whole file")
    sentence = said("What is wrong, or could be better")
    severity = said("error (stands in the way of publishing) or advice")


class Findings(Output):
    can_be_published = flag("Whether there are no errors")
    items = several(Finding)


class CompareQuery(Input):
    old = words("The hash of the earlier version", required=True)
    new = words("The hash of the later version", required=True)


class Change(Output):
    kind = said("added, removed, changed, renamed, …")
    subject = said("What sort of thing changed, such as task, form or limit")
    file = said("The file")
    element = said("The BPMN id, or the name of the form, letter, limit or decision")
    sentence = said("The change in plain English")


class Comparison(Output):
    items = several(Change)


@versions.get("/versions")
@guard(SEE_PROCESSES)
@versions.takes(VersionQuery, "query")
@versions.gives(200, VersionList)
def list_versions(query: dict[str, Any]) -> dict[str, Any]:
    """List every published version, the newest of each process first."""
    with office().engine.database.read() as tx:
        return {"items": version_records(tx.versions(caller().authority, query.get("process")))}


@versions.post("/versions")
@guard(PUBLISH)
@versions.takes(NewVersion)
@versions.gives(201, Version, "Published; new cases run under it")
def publish_version(body: dict[str, Any]) -> Response:
    """Publish a version of a process, after checking it; every finding is answered at once (422)."""
    receipt = office().engine.handle(PublishProcess(**body, **stamp()))
    return made(receipt, _version(str(receipt.made)), "versions", str(receipt.made))


@versions.post("/versions/lint")
@guard(SEE_PROCESSES)
@versions.takes(Files)
@versions.gives(200, Findings)
def lint_version(body: dict[str, Any]) -> dict[str, Any]:
    """Say what publishing these files would find. Nothing is published."""
    found = office().workshop.findings(body["process"], body["files"])
    items = [record(finding) for finding in found]
    return {"can_be_published": all(item["severity"] != "error" for item in items), "items": items}


@versions.get("/versions/compare")
@guard(SEE_PROCESSES)
@versions.takes(CompareQuery, "query")
@versions.gives(200, Comparison)
def compare_versions(query: dict[str, Any]) -> dict[str, Any]:
    """Say in words what differs between two versions."""
    found = office().workshop.compare(caller().authority, query["old"], query["new"])
    return {"items": [record(change) for change in found]}


@versions.get("/versions/<version>")
@guard(SEE_PROCESSES)
@versions.gives(200, VersionInFull)
def get_version(version: str) -> dict[str, Any]:
    """Read a version with all its files."""
    return {**_version(version), "files": dict(office().workshop.files(caller().authority, version))}


def _version(hash: str) -> dict[str, Any]:
    with office().engine.database.read() as tx:
        row = tx.version(caller().authority, hash)
    if row is None:
        raise NotFound(f"Expected version {hash[:12]} to be published in this authority, but it is not")
    return version_records([row])[0]
