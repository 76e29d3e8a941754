"""What is written is read again, in one way only."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.store.types import (
    read_day,
    read_hash,
    read_last_day,
    read_moment,
    written_day,
    written_hash,
    written_last_day,
    written_moment,
)

moments = st.datetimes(timezones=st.just(UTC))


@given(moments)
def test_a_moment_is_read_as_it_was_written(moment: datetime) -> None:
    assert read_moment(written_moment(moment)) == moment


@given(moments, moments)
def test_written_moments_sort_as_time_passes(one: datetime, other: datetime) -> None:
    assert (str(written_moment(one)) < str(written_moment(other))) == (one < other)


def test_a_moment_outside_utc_is_a_defect() -> None:
    with pytest.raises(ValueError, match="in UTC"):
        written_moment(datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=1))))


@pytest.mark.parametrize(
    "text", ["2026-01-05 09:00:00.000123Z", "2026-01-05T09:00:00.000123z", "2026-01-05T09:00Z", ""]
)
def test_a_moment_written_otherwise_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"Expected|Invalid"):
        read_moment(text)


@pytest.mark.parametrize("text", ["20260105", "2026-W02-1", "2026-1-5", "yesterday"])
def test_a_day_written_otherwise_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"Expected|Invalid"):
        read_day(text)


@given(st.dates())
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert read_day(written_day(day)) == day


@given(st.dates(max_value=date(9999, 12, 30)) | st.none())
def test_what_has_no_last_day_sorts_behind_every_day(day: date | None) -> None:
    assert read_last_day(written_last_day(day)) == day
    assert written_last_day(day) <= written_last_day(None)


@given(
    st.text()
    | st.binary(min_size=32, max_size=32).map(bytes.hex)
    | st.text("0123456789ABCDEF", min_size=64, max_size=64)
)
def test_a_hash_is_read_as_it_was_written(text: str) -> None:
    assert read_hash(written_hash(text)) == text


def test_a_hash_in_hexadecimal_takes_half_its_length() -> None:
    assert len(written_hash("0f" * 32)) == 32


@given(st.binary(max_size=40))
def test_no_two_contents_are_read_as_one_hash(content: bytes) -> None:
    try:
        text = read_hash(content)
    except ValueError:
        return
    assert written_hash(text) == content
