"""What was built of the front end: every name in its manifest is a file, and nothing in it is GOV.UK's alone."""

import json
from pathlib import Path

import pytest

BUILT = Path(__file__).parents[2] / "web/static/built"


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


def test_the_manifest_names_files_that_carry_their_hash(manifest: dict[str, str]) -> None:
    assert {"pages.css", "pages.js", "js-enabled.js", "api-docs.js", "favicon.svg"} <= set(manifest)
    assert [name for name in manifest.values() if not (BUILT / name).is_file() or "-" not in name] == []


@pytest.mark.parametrize("reserved", ["GDS Transport", "crest", "crown", "@font-face"])
def test_the_styles_leave_out_what_is_for_gov_uk_only(manifest: dict[str, str], reserved: str) -> None:
    assert reserved not in (BUILT / manifest["pages.css"]).read_text()


def test_the_documentation_of_the_api_needs_no_other_host() -> None:
    assert {path.name for path in (BUILT / "swagger-ui").iterdir()} >= {"swagger-ui.css", "swagger-ui-bundle.js"}
