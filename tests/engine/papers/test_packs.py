"""Several papers as one PDF: contents, bookmarks, page numbers, and files that others made."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from engine.papers import (
    Heading,
    Pack,
    Paper,
    Paragraph,
    as_one_pdf,
    as_pdf,
    as_pictures,
    pages_of,
    plain,
    scan_of,
    weight,
)
from tests.engine.papers.sample_papers import DAY, paper

REPORT = as_pdf(paper(Heading(1, plain("Report")), Paragraph(plain("Needs a quiet room"))))
PHOTO = as_pictures(paper(), 20)[0]


def read(*parts: Paper, numbers_each: bool = False) -> PdfReader:
    return PdfReader(io.BytesIO(as_one_pdf(Pack("Papers", "Fairshire Council", DAY, parts, numbers_each))))


def root(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def feet(pdf: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()[-4:]) for page in pdf.pages]


def test_letters_to_different_people_count_their_own_pages() -> None:
    assert feet(read(paper(), paper(), numbers_each=True)) == ["Page 1 of 1"] * 2


def test_a_pack_has_contents_bookmarks_and_is_numbered_through() -> None:
    opening = Paper("Papers", "", DAY, (Heading(1, plain("Agenda")),), has_contents=True)
    case = Paper("Case", "", DAY, (Heading(1, plain("Sam Reed")),))
    photo = scan_of("photo.png", "image/png", PHOTO)
    assert photo is not None
    pack = Pack("Papers", "", DAY, (opening, case, replace(paper(), below=1), photo))
    made = PdfReader(io.BytesIO(as_one_pdf(pack)))
    assert feet(made)[-1] == "Page 4 of 4"
    assert "What we decided" in made.pages[0].extract_text()
    outline: Any = made.outline
    assert [outline[0].title, outline[1].title] == ["Agenda", "Sam Reed"]
    assert [one.title for one in outline[2]] == ["What we decided", "photo.png"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root(made)["/Metadata"].get_object().get_data()


def test_pages_of_a_pdf_stand_in_a_pack_and_say_what_they_show() -> None:
    report = scan_of("report.pdf", "application/pdf", REPORT)
    assert report is not None and report.alts[0].startswith("Page 1 of 1 of report.pdf.")
    assert "Needs a quiet room" in report.alts[0]
    made = PdfReader(io.BytesIO(as_one_pdf(Pack("Papers", "", DAY, (paper(), report)))))
    assert "Needs a quiet room" in made.pages[1].extract_text()
    assert root(made)["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/pdf", b"%PDF-1.7 no more than that"),
        ("application/pdf", REPORT[: len(REPORT) // 2]),
        ("image/png", PHOTO[:16] + b"\xff" * 8),
        ("image/jpeg", b"\xff\xd8\xff"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ],
    ids=["no PDF", "half a PDF", "a giant", "no JPEG", "Word"],
)
def test_what_cannot_be_printed_is_no_part_of_a_pack(media_type: str, content: bytes) -> None:
    assert scan_of("file", media_type, content) is None


def test_a_pdf_that_would_take_hours_is_given_up() -> None:
    writer, endless = PdfWriter(clone_from=io.BytesIO(REPORT)), DecodedStreamObject()
    drawn = writer.pages[0].get_contents()
    assert drawn is not None
    endless.set_data(drawn.get_data() * 4_000)
    writer.pages[0][NameObject("/Contents")] = endless.flate_encode()
    written = io.BytesIO()
    writer.write(written)
    assert len(written.getvalue()) < 1_000_000
    assert pages_of(written.getvalue(), seconds=1) == ()


def test_a_picture_takes_as_much_room_as_it_has_pixels() -> None:
    giant = PHOTO[:16] + (8000).to_bytes(4) + (7000).to_bytes(4) + PHOTO[24:]
    assert weight("image/png", giant) == 7_000_000
    assert weight("image/png", PHOTO) == len(PHOTO)


def test_a_small_picture_inside_hides_no_large_one() -> None:
    size = b"\xff%b\x00\x11\x08%b%b\x03" + bytes(9)
    small = size % (b"\xc0", (10).to_bytes(2), (10).to_bytes(2))
    large = size % (b"\xc2", (9000).to_bytes(2), (8000).to_bytes(2))
    preview = b"\xff\xe1" + (2 + len(small)).to_bytes(2) + small
    assert weight("image/jpeg", b"\xff\xd8" + preview + large) == 9_000_000
    assert scan_of("photo", "image/jpeg", b"\xff\xd8" + preview + large) is None
    assert scan_of("photo", "image/jpeg", b"\xff\xd8" + preview + size % (b"\xc2", b"\0\x09", b"\0\x08"))
