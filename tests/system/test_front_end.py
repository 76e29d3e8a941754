"""What the front end is made of: files with their hashes, nothing that is GOV.UK's alone, no style without a page."""

import json
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
BUILT = WEB / "static/built"


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


def test_the_manifest_names_files_that_carry_their_hash(manifest: dict[str, str]) -> None:
    assert {"pages.css", "pages.js", "js-enabled.js", "api-docs.js", "favicon.svg"} <= set(manifest)
    assert [name for name in manifest.values() if not (BUILT / name).is_file() or "-" not in name] == []


def texts(folder: str, *kinds: str) -> str:
    paths = [path for path in sorted((WEB / folder).rglob("*")) if path.suffix in kinds]
    return "\n".join(path.read_text() for path in paths)


def test_each_class_of_ours_on_a_page_has_a_style_or_a_script() -> None:
    named = set(re.findall(r"app-[\w-]*\w(?![\w-])", texts(".", ".html", ".py")))
    known = set(re.findall(r"\.(app-[\w-]+)", texts("assets", ".scss", ".js")))
    assert sorted(named - known) == []


def test_each_style_and_each_template_of_ours_is_used() -> None:
    sources = texts(".", ".html", ".py") + texts("assets", ".js")
    styled = set(re.findall(r"\.(app-[\w-]+)", texts("assets", ".scss")))
    given = {name for name in styled if name in sources or f"{name.rpartition('--')[0]}--{{{{" in sources}
    assert sorted(styled - given) == []
    templates = [path.relative_to(WEB / "templates").as_posix() for path in WEB.glob("templates/**/*.html")]
    assert [template for template in templates if f'"{template}"' not in sources] == []


@pytest.mark.parametrize("reserved", ["GDS Transport", "crest", "crown", "@font-face"])
def test_the_styles_leave_out_what_is_for_gov_uk_only(manifest: dict[str, str], reserved: str) -> None:
    assert reserved not in (BUILT / manifest["pages.css"]).read_text()


def test_the_documentation_of_the_api_needs_no_other_host() -> None:
    assert {path.name for path in (BUILT / "swagger-ui").iterdir()} >= {"swagger-ui.css", "swagger-ui-bundle.js"}
