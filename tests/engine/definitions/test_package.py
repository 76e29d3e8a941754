"""A package is its files: the same files make the same hash, and unpacking trusts nothing."""

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definitions import Package, PackageUnreadable
from tests.engine.definitions.sample_package import sample

FILES = st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.(bpmn|json|md|toml)", fullmatch=True), st.text())


def packed(record: Any) -> bytes:
    return zlib.compress(json.dumps(record).encode())


def test_the_hash_does_not_depend_on_the_order_of_files() -> None:
    assert Package("p", {"a.md": "1", "b.md": "2"}).hash == Package("p", {"b.md": "2", "a.md": "1"}).hash


@pytest.mark.parametrize(
    "other",
    [Package("q", {"a.md": "1"}), Package("p", {"a.md": "2"}), Package("p", {"b.md": "1"}), Package("p", {})],
)
def test_anything_that_differs_makes_another_hash(other: Package) -> None:
    assert other.hash != Package("p", {"a.md": "1"}).hash


def test_the_files_of_a_package_cannot_be_changed() -> None:
    files = {"a.md": "1"}
    package = Package("p", files)
    files["a.md"] = "2"
    assert package.files == {"a.md": "1"}
    with pytest.raises(TypeError):
        package.files["a.md"] = "2"  # type: ignore[index]


@given(st.text(max_size=20), FILES)
def test_packing_and_unpacking_gives_the_same_package(process: str, files: dict[str, str]) -> None:
    package = Package(process, files)
    unpacked = Package.from_bytes(package.to_bytes())
    assert (unpacked, unpacked.hash, hash(unpacked)) == (package, package.hash, hash(package))


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"nonsense",
        packed([]),
        packed({"process": "p"}),
        packed({"process": 1, "files": {}}),
        packed({"process": "p", "files": {"a": 1}}),
        packed({"process": "p", "files": {}, "more": 1}),
        packed({"process": "p", "files": {"../a.md": ""}}),
        packed({"process": "p", "files": {"/etc/a.md": ""}}),
        packed({"process": "p", "files": {"a//b.md": ""}}),
        packed({"process": "p", "files": {"": ""}}),
        packed({"process": "p", "files": {}})[:-3],
        packed({"process": "p", "files": {}}) + b"more",
        zlib.compress(b" " * 40_000_000),
        zlib.compress(b"[" * 100_000),
    ],
    ids=range(15),
)
def test_bytes_that_are_no_package_are_refused(bytes_: bytes) -> None:
    with pytest.raises(PackageUnreadable, match="Expected"):
        Package.from_bytes(bytes_)


def test_files_can_be_put_in_and_taken_out() -> None:
    package = Package("p", {"a.md": "1", "b.md": "2"})
    assert package.with_files({"a.md": None, "c.md": "3"}).files == {"b.md": "2", "c.md": "3"}
    assert package.files == {"a.md": "1", "b.md": "2"}


def test_a_package_knows_the_files_of_each_folder() -> None:
    parts = sample().under("letters/", ".md")
    assert sorted(parts) == ["advice_request.md", "decision_notice.md", "parts/closing.md"]
