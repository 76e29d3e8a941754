"""The diagram in words: in the order in which one would read it, with everything that the picture says."""

from collections.abc import Callable

import pytest

from web.diagram import Diagram, Marks, Row


@pytest.fixture(scope="module")
def pathway(sample: Callable[[str], Diagram]) -> dict[str, Row]:
    return {row.id: row for row in sample("assessment_pathway").describe()}


def ids(diagram: Diagram) -> list[str]:
    return [row.id for row in diagram.describe()]


def test_the_pathway_is_told_from_the_request_to_the_plan(sample: Callable[[str], Diagram]) -> None:
    told = ids(sample("assessment_pathway"))
    assert told[:10] == [
        "family",
        "advisers",
        "request_arrives",
        "check_request",
        "work_out_dates",
        "decide_whether_to_assess",
        "six_weeks_over",
        "explain_delay",
        "delay_explained",
        "assess_split",
    ]
    assert told.index("consult_schools") < told.index("meet_family") < told.index("draft_join")


@pytest.mark.parametrize("name", ["assessment_pathway", "every_shape", "older_tool", "no_drawing", "hostile_names"])
def test_every_step_is_told_exactly_once(sample: Callable[[str], Diagram], name: str) -> None:
    told = ids(sample(name))
    assert len(told) == len(set(told))


def test_a_row_has_lane_kind_and_name(pathway: dict[str, Row]) -> None:
    row = pathway["decide_on_plan"]
    assert (row.kind, row.name, row.lane) == (
        "Decided by a table of rules",
        "Decide whether a plan is needed",
        "Decision panel",
    )


def test_a_gateway_tells_where_each_way_leads_and_when(pathway: dict[str, Row]) -> None:
    assert [(way.name, way.condition) for way in pathway["plan_split"].next] == [
        ("Tell the family: no plan", "No"),
        ("Draft plan and consultation", "Yes"),
        ("Mediation", "If the family disagrees"),
    ]


def test_a_way_without_a_name_is_told_by_its_condition(drawn: Callable[..., str]) -> None:
    model = (
        '<exclusiveGateway id="split" default="no"/><task id="a"/><task id="b"/>'
        '<sequenceFlow id="yes" sourceRef="split" targetRef="a"><conditionExpression>assess == True'
        '</conditionExpression></sequenceFlow><sequenceFlow id="no" sourceRef="split" targetRef="b"/>'
    )
    (row, *_) = Diagram.parse(drawn(model)).describe()
    assert [way.condition for way in row.next] == ["assess == True", "otherwise"]


def test_a_time_limit_tells_its_expression_and_its_limit(pathway: dict[str, Row]) -> None:
    row = pathway["six_weeks_over"]
    assert (row.kind, row.timing, row.limit) == ("Time limit", 'due("assess_decision")', "assess_decision")
    assert row.attached_to == "Decide whether an assessment is necessary"
    assert pathway["await_views"].limit == "draft_representations"


def test_what_follows_from_a_limit_is_indented_under_its_step(pathway: dict[str, Row]) -> None:
    depths = [pathway[key].depth for key in ("decide_whether_to_assess", "six_weeks_over", "explain_delay")]
    assert depths == [0, 1, 1]


def test_the_inside_of_a_stage_names_the_stage_and_its_lane(pathway: dict[str, Row]) -> None:
    row = pathway["consult_schools"]
    assert (row.depth, row.part_of, row.lane) == (1, "Draft plan and consultation", "SEND casework")
    assert row.kind == "Task for a person, for each, one after another"


def test_an_event_tells_its_message_and_whether_it_interrupts(pathway: dict[str, Row]) -> None:
    row = pathway["withdrawn_during_advice"]
    assert (row.kind, row.particulars) == ("If a message arrives, which ends the step", "Request withdrawn")


def test_gateways_are_told_by_whether_ways_part_or_meet(pathway: dict[str, Row]) -> None:
    kinds = [pathway[key].kind for key in ("draft_fork", "draft_join", "assess_split")]
    assert kinds == ["All ways at the same time", "Waits for all ways", "Choice of one way"]


def test_messages_between_pools_are_told_at_both_ends(pathway: dict[str, Row]) -> None:
    assert [(way.relation, way.name) for way in pathway["family"].next] == [("sends to", "Request received")]
    assert ("sends to", "Advisers") in [(way.relation, way.name) for way in pathway["seek_advice"].next]


def test_a_note_tells_what_it_belongs_to(pathway: dict[str, Row]) -> None:
    (way,) = pathway["weeks_note"].next
    assert (way.relation, way.name) == ("goes with", "Send the final plan to everyone")


def test_what_was_never_drawn_is_told_and_says_so(sample: Callable[[str], Diagram]) -> None:
    undrawn = [row.name for row in sample("older_tool").describe() if not row.is_drawn]
    assert undrawn == ["Write to the family"]
    assert not any(row.is_drawn for row in sample("no_drawing").describe())


def test_lanes_within_lanes_and_pools_name_the_innermost(sample: Callable[[str], Diagram]) -> None:
    lanes = {row.id: row.lane for row in sample("older_tool").describe()}
    assert lanes["review_due"] == "Setting"
    assert lanes["hold_review"] == lanes["hold_meeting"] == "SENCO"
    assert lanes["never_drawn"] == "École maternelle"


def test_states_of_steps_and_flows_are_told_in_words(sample: Callable[[str], Diagram]) -> None:
    marks = Marks(current={"assess_split"}, late={"assess_split"}, removed={"to_refusal"}, changed={"panel"})
    rows = {row.id: row for row in sample("assessment_pathway").describe(marks)}
    assert rows["assess_split"].state_words == ("Now here", "Late")
    assert [way.states for way in rows["assess_split"].next] == [("removed",), ()]
    assert rows["panel"].state_words == ("Changed",)


def test_an_unmarked_lane_is_no_row_of_its_own(pathway: dict[str, Row]) -> None:
    assert not {"panel", "casework", "authority"} & pathway.keys()


def test_no_kind_is_told_in_the_words_of_bpmn(sample: Callable[[str], Diagram]) -> None:
    kinds = {row.kind for row in sample("every_shape").describe()}
    assert len(kinds) > 45
    assert not [kind for kind in kinds if any(word in kind.lower() for word in ("gateway", "subprocess", "event"))]


def test_data_that_a_step_reads_and_writes_is_told(drawn: Callable[..., str], edge: Callable[..., str]) -> None:
    model = (
        '<dataObject id="o"/><dataObjectReference id="draft" name="Draft" dataObjectRef="o"/><userTask id="read" '
        'name="Read"><dataInputAssociation id="in"><sourceRef>draft</sourceRef></dataInputAssociation>'
        '<dataOutputAssociation id="out"><targetRef>draft</targetRef></dataOutputAssociation></userTask>'
    )
    diagram = Diagram.parse(drawn(model, edge("in", (0, 0), (50, 0)) + edge("out", (50, 0), (0, 0))))
    ways = {row.id: [(way.relation, way.name) for way in row.next] for row in diagram.describe()}
    assert ways == {"draft": [("is read by", "Read")], "read": [("writes", "Draft")]}
    assert diagram.plane_of("in") == "pathway"


def test_a_gateway_where_ways_meet_and_part_is_told_as_a_choice(drawn: Callable[..., str]) -> None:
    ends = [("a", "g"), ("b", "g"), ("g", "c"), ("g", "d")]
    flows = (f'<sequenceFlow id="{one}{other}" sourceRef="{one}" targetRef="{other}"/>' for one, other in ends)
    rows = Diagram.parse(drawn('<task id="a"/><task id="b"/><exclusiveGateway id="g"/>' + "".join(flows))).describe()
    assert [row.kind for row in rows if row.id == "g"] == ["Choice of one way"]


def test_a_way_is_told_past_the_place_where_ways_meet(drawn: Callable[..., str]) -> None:
    ends = [("a", "meet"), ("b", "meet"), ("meet", "wait"), ("c", "wait"), ("wait", "after")]
    flows = (f'<sequenceFlow id="{one}{other}" sourceRef="{one}" targetRef="{other}"/>' for one, other in ends)
    steps = '<task id="a"/><task id="b"/><task id="c"/><task id="after" name="Afterwards"/>'
    meetings = '<exclusiveGateway id="meet"/><parallelGateway id="wait"/>'
    rows = {row.id: row for row in Diagram.parse(drawn(steps + meetings + "".join(flows))).describe()}
    assert [(way.target, way.name) for way in rows["a"].next] == [("meet", "Waits for all ways, then Afterwards")]


def test_meetings_in_a_circle_are_told_to_some_end(drawn: Callable[..., str]) -> None:
    gateways = '<exclusiveGateway id="a"/><exclusiveGateway id="b"/>'
    flows = '<sequenceFlow id="f" sourceRef="a" targetRef="b"/><sequenceFlow id="g" sourceRef="b" targetRef="a"/>'
    rows = Diagram.parse(drawn(gateways + flows)).describe()
    assert [way.name for row in rows for way in row.next] == ["Choice of one way"] * 2
