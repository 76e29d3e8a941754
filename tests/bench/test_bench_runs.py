"""The measurements run: the smallest size, in this process, without peers and PostgreSQL."""

from collections import Counter

import pytest

from bench.__main__ import main
from bench.figures import Figure, percentile, said
from bench.table import beside
from bench.yearly import Lived


def test_the_smallest_measurement_fills_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--smallest", "--no-peers", "--no-postgres", "--only", "queues", "nothing-due", "sweeps"])
    printed = capsys.readouterr().out
    assert printed.startswith("\n| work | here | baseline | ratio | goal |")
    assert "1,000 open tasks" in printed and "Sweep of 4 due timers" in printed


def test_a_figure_is_a_median_with_its_extremes() -> None:
    assert str(Figure.of([3.0, 1.0, 2.0])) == "2.00 [1.00–3.00]"
    assert [said(n) for n in (0.01234, 12.34, 123456.0)] == ["0.0123", "12.3", "123,456"]


def test_ninety_five_in_a_hundred_are_within_p95() -> None:
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0


def test_a_ratio_says_how_many_times_we_are_faster() -> None:
    row = beside("Work", "/s", Figure.of([300.0]), "Another", Figure.of([100.0]), "≥ 1 ×")
    assert str(row) == "| Work | 300 /s | Another: 100 /s | 3.00 × | ≥ 1 × |"


def test_what_was_lived_in_shares_is_added_up() -> None:
    whole = Lived()
    for megabytes in (90.0, 120.0):
        whole.add(Lived(10, 500, Counter(annual_review=8), seconds=2.0, megabytes=megabytes))
    assert (whole.lives, whole.steps_a_second, whole.milliseconds_each) == (20, 250.0, 200.0)
    assert (whole.cases["annual_review"], whole.megabytes) == (16, 120.0)
