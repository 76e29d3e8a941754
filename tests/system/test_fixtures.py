"""The ground the other tests stand on: a fresh database of each kind, a browser, and loud absences."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, text

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_database_knows_nothing_of_the_test_before(database_url: str, attempt: int) -> None:
    database = create_engine(database_url)
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (attempt INTEGER)"))
        connection.execute(text("INSERT INTO left_behind VALUES (:attempt)"), {"attempt": attempt})
        assert connection.scalars(text("SELECT attempt FROM left_behind")).all() == [attempt]
    database.dispose()


def test_only_a_bare_database_has_no_tables(database_url: str, bare_database_url: str) -> None:
    for address, expected in ((database_url, True), (bare_database_url, False)):
        database = create_engine(address)
        assert bool(inspect(database).get_table_names()) is expected
        database.dispose()


def test_the_browser_shows_a_page_and_runs_its_scripts(page: Page) -> None:
    page.set_content("<title>before</title><script>document.title = 'after'</script>")
    assert page.title() == "after"


def test_what_cannot_be_had_is_named_at_the_end(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from tests.fixtures.absences import absent

        @pytest.mark.parametrize("number", [1, 2])
        def test_something(number):
            pytest.skip(absent("PostgreSQL", "no wheel"))
        """
    )
    outcome = pytester.runpytest_inprocess("-p", "tests.fixtures.absences", "-p", "no:playwright")
    assert [line for line in outcome.outlines if "NOT RUN: 2 test(s), for want of PostgreSQL (no wheel)" in line]
