"""What `processes/imports` says must fit the processes it speaks of, and the sheets."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from engine.importing import PlotUnreadable
from engine.importing.columns import SHEETS
from engine.importing.plotting import Plot, Step, read_plots
from engine.statute import Register
from engine.version import Version, compile_version
from tests.engine.importing.caseload import PLOTS
from tests.fixtures.world import packed, read_files

ALL = read_plots(PLOTS)


def version_of(process: str) -> Version:
    return compile_version(packed(process, tuple(sorted(read_files().items()))))


def columns_of(plot: Plot) -> set[str]:
    sheets = (plot.rows, "assessments", "persons") if plot.rows == "requests" else (plot.rows, "persons")
    return {column.name for sheet in sheets for column in SHEETS[sheet].columns}


def asked(version: Version, form: str | None) -> set[str]:
    known = version.form(form)
    return {field.name for field in known.fields()} if known is not None else set()


def columns_used(plot: Plot) -> Iterator[str]:
    for given in (plot.opens, *(step.facts for step in plot.step), *plot.passing.values()):
        yield from (said["column"] for said in given.values() if isinstance(said, dict))
    for step in plot.step:
        yield from (step.on, *step.when)
    for when in plot.ends:
        yield from when


@pytest.mark.parametrize("plot", ALL.values(), ids=lambda plot: plot.process)
def test_a_plot_speaks_of_columns_that_there_are(plot: Plot) -> None:
    assert {*columns_used(plot), plot.began} - columns_of(plot) == set()


@pytest.mark.parametrize("plot", ALL.values(), ids=lambda plot: plot.process)
def test_a_plot_gives_only_facts_that_the_forms_ask_for(plot: Plot) -> None:
    version = version_of(plot.process)
    assert set(plot.opens) <= asked(version, version.start_form)
    for task, given in plot.passing.items():
        assert set(given) <= asked(version, version.process.properties[task]["formJsonSchemaFilename"]), task
    for step in [step for step in plot.step if step.limit is None]:
        assert set(step.facts) <= asked_at(step, version), step


def asked_at(step: Step, version: Version) -> set[str]:
    if step.task is not None:
        return asked(version, version.process.properties[step.task]["formJsonSchemaFilename"])
    form = version.form_of_message(str(step.message))
    return {field.name for field in form.fields()} if form is not None else set()


@pytest.mark.parametrize("plot", ALL.values(), ids=lambda plot: plot.process)
def test_a_plot_excuses_limits_of_the_register(plot: Plot) -> None:
    law = {path.removeprefix("law/"): text for path, text in read_files().items() if path.startswith("law/")}
    limits = Register.load(law).limits
    assert {step.limit for step in plot.step if step.limit} <= set(limits)


def words_used(said: Any) -> Iterator[str]:
    for given in said.values():
        if isinstance(given, dict):
            yield from given.get("words", {}).values()


def test_facts_given_in_words_are_answers_that_the_form_offers() -> None:
    plot = ALL["requests"]
    version = version_of(plot.process)
    form = version.form(version.start_form)
    assert form is not None
    offered = json.dumps(form.schema["properties"])
    assert [word for word in words_used(plot.opens) if f'"{word}"' not in offered] == []


def test_a_plot_that_cannot_be_read_says_so() -> None:
    with pytest.raises(PlotUnreadable, match="odd.toml does not say how rows become cases: 'rows'"):
        Plot.parse("odd.toml", 'process = "x"')
