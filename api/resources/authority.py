"""The authority: what its letters say of it."""

from typing import Any

from flask import Response, jsonify
from werkzeug.datastructures import FileStorage

from api.attachments import as_attachment
from api.conditions import etag, expected_or_refuse
from api.guard import SIGNED_IN, caller, guard
from api.office import office
from api.plain import record
from api.resource import Input, Output, Resource
from api.shapes import flag, number, said, things
from engine import LetterFile, Logo, NotFound
from engine.case.letterhead import LETTERHEAD_FORM, LetterheadRow
from engine.case.permissions import ADMINISTER

authority = Resource("authority", __name__, "The authority: what its letters say of it")

PICTURE = "A PNG or SVG picture of at most 200 kB; outlines and colours only, nothing that acts or is fetched"
FORM = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {"file": {"type": "string", "format": "binary", "description": PICTURE}},
}


class Authority(Output):
    id = said("The authority")
    name = said("Its name")
    prefix = said("What its case numbers begin with")
    edition = number("Which edition of its letterhead this is, from 1; also its ETag")
    letterhead = things("What its letters say of it, by the names of the form")
    has_logo = flag("Whether it has a logo")


class NoDetails(Input):
    """Nothing comes beside the picture."""


@authority.get("/authority")
@guard(SIGNED_IN)
@authority.gives(200, Authority)
def get_authority() -> Response:
    """Read what letters say of the authority; the ETag is needed to amend it."""
    return _shown(office().letterheads.read(caller().authority))


@authority.patch("/authority")
@guard(ADMINISTER)
@authority.takes_form(LETTERHEAD_FORM)
@authority.gives(200, Authority, "Amended; it counts for letters that are sent from now on")
def amend_authority(body: dict[str, Any]) -> Response:
    """Change what is given of the letterhead; an empty text removes it, the rest stays."""
    return _shown(office().letterheads.amend(caller(), body, expected_or_refuse()))


@authority.get("/authority/logo")
@guard(SIGNED_IN)
@authority.gives(200, None, "The bytes of the logo", content_type="application/octet-stream")
def download_logo() -> Response:
    """Download the logo."""
    logo = office().letterheads.logo(caller().authority)
    if logo is None:
        raise NotFound("Expected a logo of this authority, but there is none")
    ending = logo.media_type.removeprefix("image/").removesuffix("+xml")
    return as_attachment(LetterFile(f"logo.{ending}", logo.media_type, logo.content), logo.content)


@authority.put("/authority/logo")
@guard(ADMINISTER)
@authority.takes_file(NoDetails, FORM)
@authority.gives(200, Authority, "Kept")
def put_logo(file: FileStorage, details: dict[str, Any]) -> Response:
    """Give the authority a logo, or another one."""
    return _shown(office().letterheads.put_logo(caller(), Logo(file.mimetype, file.stream.read())))


@authority.delete("/authority/logo")
@guard(ADMINISTER)
@authority.gives(204, description="Letters have the name of the authority instead")
def remove_logo() -> tuple[str, int]:
    """Take the logo off the letters."""
    office().letterheads.put_logo(caller(), None)
    return "", 204


def _shown(row: LetterheadRow) -> Response:
    response = jsonify(record(row))
    response.headers["ETag"] = etag(row.edition)
    return response
