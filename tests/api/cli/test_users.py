"""`duecourse users add`: the first user founds the authority, and the others join it."""

from tests.api.cli.conftest import Installation

FIRST = (
    *("users", "add", "admin@north.example", "--name", "Sam Okoro", "--role", "administrator"),
    *("--authority", "north", "--new-authority", "North Council", "--password", "a long password"),
)
SECOND = ("users", "add", "jo@north.example", "--name", "Jo Bell", "--role", "caseworker", "--works-as", "casework")


def test_the_first_user_founds_the_authority(empty: Installation) -> None:
    outcome = empty.run(*FIRST)
    assert (outcome.exit_code, outcome.output) == (
        0,
        "Sam Okoro can sign in to north as admin@north.example (U000001).\n",
    )


def test_the_next_user_joins_the_only_authority(empty: Installation) -> None:
    empty.run(*FIRST)
    outcome = empty.run(*SECOND, input="a long password\na long password\n")
    assert outcome.exit_code == 0
    office = empty.office()
    assert office.accounts.sign_in("jo@north.example", "a long password").works_as == {"casework"}
    office.close()


def test_nobody_joins_an_authority_that_is_not_there(empty: Installation) -> None:
    outcome = empty.run(*SECOND, "--password", "a long password")
    assert (outcome.exit_code, "add one with users add" in outcome.stderr) == (2, True)


def test_a_login_is_given_once(empty: Installation) -> None:
    empty.run(*FIRST)
    outcome = empty.run(*SECOND, "--password", "a long password")
    again = empty.run(*SECOND, "--password", "a long password")
    assert (outcome.exit_code, again.exit_code) == (0, 1)
    assert "somebody has jo@north.example" in again.stderr


def test_a_short_password_is_refused_with_a_sentence(empty: Installation) -> None:
    outcome = empty.run(*FIRST[:-1], "short")
    assert (outcome.exit_code, "between 8 and" in outcome.stderr) == (1, True)


def test_a_new_authority_needs_an_id(empty: Installation) -> None:
    outcome = empty.run(*SECOND, "--new-authority", "North", "--password", "a long password")
    assert (outcome.exit_code, "--authority" in outcome.stderr) == (2, True)
