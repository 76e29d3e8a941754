"""The ground the other tests stand on: a fresh database of each kind, a browser, and loud absences."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, text

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_database_is_empty_whoever_wrote_before(database_url: str, attempt: int) -> None:
    database = create_engine(database_url)
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE kept (attempt INTEGER)"))
        connection.execute(text("INSERT INTO kept VALUES (:attempt)"), {"attempt": attempt})
        assert connection.scalars(text("SELECT attempt FROM kept")).all() == [attempt]
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
    outcome.stdout.fnmatch_lines(["*NOT RUN: 2 test(s), for want of PostgreSQL (no wheel)*"])
