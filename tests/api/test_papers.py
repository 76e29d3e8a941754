"""What lies in a case: letters, documents and notes, over HTTP."""

from io import BytesIO

import pytest

from tests.api.town import Answer, Town, of_task

PDF = b"%PDF-1.7 a small document"


def attach(
    town: Town, case: str, content: bytes = PDF, name: str = "report.pdf", kind: str = "application/pdf"
) -> Answer:
    form = {"file": (BytesIO(content), name, kind)}
    return town.manager.request("POST", f"/cases/{case}/documents", data=form, content_type="multipart/form-data")


@pytest.fixture
def serving(town: Town) -> str:
    """A case whose draft plan is to be served."""
    case = town.agreed_case()
    assert town.complete(case, "record_advice#1", summary="Speech therapy").status_code == 201
    return case


def test_a_letter_that_is_due_is_listed(town: Town, serving: str) -> None:
    [letter] = town.manager.get("/letters").json["items"]
    assert (letter["case"], letter["letter"], letter["to"]) == (serving, "draft_plan_notice#1", "family")
    assert town.manager.get(f"/cases/{serving}/letters").json["items"] == [letter]


def test_a_letter_can_be_read_before_it_leaves(town: Town, serving: str) -> None:
    preview = town.manager.get(f"/cases/{serving}/letters/draft_plan_notice%231").json
    assert "Robin Example" in preview["html"]
    assert isinstance(preview["missing"], list)


def test_a_letter_recorded_as_sent_counts_as_served(town: Town) -> None:
    case = town.open_case()
    town.complete(case, "decide_whether_to_assess#1", decision="refuse")
    sending = {"sent_on": "2026-01-05", "means": "post"}
    answer = town.manager.post(f"/cases/{case}/letters/assess_refusal_notice%231/sent", sending)
    assert answer.status_code == 201
    [letter] = town.manager.get(f"/cases/{case}/letters").json["items"]
    assert (letter["sent_on"], letter["means"], letter["served_on"]) == ("2026-01-05", "post", "2026-01-07")


def test_a_letter_that_a_task_sends_waits_for_its_task(town: Town, serving: str) -> None:
    sending = {"sent_on": "2026-01-05", "means": "post"}
    answer = town.manager.post(f"/cases/{serving}/letters/draft_plan_notice%231/sent", sending)
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/not-in-force")
    assert "serve_draft#1" in answer.json["detail"]


def test_a_letter_that_does_not_exist_is_not_found(town: Town, serving: str) -> None:
    assert town.manager.get(f"/cases/{serving}/letters/farewell%231").status_code == 404


def test_a_document_comes_back_as_it_was_attached(town: Town) -> None:
    case = town.open_case()
    assert attach(town, case).status_code == 201
    [row] = town.manager.get(f"/cases/{case}/documents").json["items"]
    assert (row["name"], row["size"], row["media_type"]) == ("report.pdf", len(PDF), "application/pdf")
    answer = town.manager.get(f"/cases/{case}/documents/document%231")
    assert answer.data == PDF


def test_a_downloaded_document_cannot_act(town: Town) -> None:
    case = town.open_case()
    attach(town, case, name="../../etc/päss wd.pdf")
    headers = town.manager.get(f"/cases/{case}/documents/document%231").headers
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert ".." not in headers["Content-Disposition"]
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"<script>", "text/html", "must be a PDF"),
        (b"MZ\x90", "application/pdf", "not what its type says"),
        (b"", "application/pdf", "empty"),
    ],
)
def test_a_document_that_could_harm_is_refused(town: Town, content: bytes, kind: str, sentence: str) -> None:
    answer = attach(town, town.open_case(), content, kind=kind)
    assert answer.status_code == 422
    assert sentence in answer.json["detail"]


def test_a_document_too_large_is_refused(town: Town) -> None:
    body, kind = b"--x" + b"y" * 11_000_000, "multipart/form-data; boundary=x"
    answer = town.manager.request("POST", f"/cases/{town.open_case()}/documents", data=body, content_type=kind)
    assert (answer.status_code, answer.json["type"]) == (413, "/api/v1/problems/too-large")


def test_a_document_belongs_to_a_task_that_is_open(town: Town) -> None:
    case = town.open_case()
    form = {"file": (BytesIO(PDF), "report.pdf", "application/pdf"), "task": "record_advice#7"}
    answer = town.manager.request("POST", f"/cases/{case}/documents", data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/task-not-open")


def test_documents_of_another_case_are_not_found(town: Town) -> None:
    attach(town, town.open_case())
    assert town.manager.get(f"/cases/{town.open_case()}/documents/document%231").status_code == 404


def test_a_note_is_kept_with_its_writer(town: Town) -> None:
    case = town.open_case()
    assert town.as_("caseworker").post(f"/cases/{case}/notes", {"text": "The family rang"}).status_code == 201
    [note] = town.manager.get(f"/cases/{case}/notes").json["items"]
    assert (note["text"], note["effective_on"]) == ("The family rang", "2026-01-05")


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_a_note_must_say_something_and_not_too_much(town: Town, text: str) -> None:
    answer = town.manager.post(f"/cases/{town.open_case()}/notes", {"text": text})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "/text")


def test_a_letter_that_left_with_a_task_is_filed(town: Town, serving: str) -> None:
    answers = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "email"}
    answer = town.manager.post(of_task(serving, "serve_draft#1", "complete"), {"answers": answers})
    assert "LetterToFile" in [entry["kind"] for entry in answer.json["entries"]]
    assert town.manager.get("/letters", is_sent="true").json["items"][0]["sent_on"] == "2026-01-05"


def test_an_upload_without_a_file_or_with_odd_fields_is_refused(town: Town) -> None:
    path, form = f"/cases/{town.open_case()}/documents", "multipart/form-data"
    without = town.manager.request("POST", path, data={"task": "x#1"}, content_type=form)
    assert (without.status_code, without.json["faults"][0]["path"]) == (422, "/file")
    odd = {"file": (BytesIO(PDF), "report.pdf", "application/pdf"), "colour": "red"}
    assert town.manager.request("POST", path, data=odd, content_type=form).json["faults"][0]["path"] == "/colour"
    assert town.manager.post(path, {"file": "no"}).status_code == 415
