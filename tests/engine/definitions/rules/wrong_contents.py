"""What the lint finds wrong in tasks, limits and expressions: edits of the sample, and what is then said."""

from tests.engine.definitions.rules.wrong_drawings import (
    CALLED,
    Wrong,
    a_property,
    condition,
    extended,
    with_property,
    wrong,
)

LETTER_FORM = "forms/send_decision.json"
DUE_LATE = '<bpmn:timeDate>due("assess_decision")</bpmn:timeDate>'
LATE_TIMER = '<bpmn:timerEventDefinition id="decision_late_timer">'
TO_OPENER = '<spiffworkflow:parameter id="to" type="str" value="&quot;opener&quot;"/>'
NOTIFY_ROLE = '<spiffworkflow:parameter id="role" type="str" value="&quot;casework&quot;"/>'

SENDS_DRAFT = with_property("plan", "draft")


def sends_plan(kind: str) -> tuple[str, str]:
    letter = a_property("letter", "decision_notice")
    return letter, letter + a_property("plan", kind)


CONTENTS: dict[str, list[Wrong]] = {
    "plans_sent": [
        wrong("send_decision", "sends the plan as 'proposed'; expected one of: draft, final", sends_plan("proposed")),
        wrong("send_decision", "there is no plan.toml", sends_plan("draft")),
        wrong("note_refusal", "sends the plan without a letter", ("<bpmn:script>", SENDS_DRAFT + "<bpmn:script>")),
    ],
    "task_forms": [
        wrong("record_views", "needs a form", ('value="record_views.json"', 'value=""'), file=CALLED),
        wrong(
            "record_views", "asks the form 'views.json', which is not", ("record_views.json", "views.json"), file=CALLED
        ),
        wrong("was_withdrawn", "asks the form 'x.json'", ("withdrawal.json", "x.json")),
        wrong(
            "note_refusal",
            "nobody is asked",
            (
                "<bpmn:script>",
                with_property("formJsonSchemaFilename", "decide.json") + "<bpmn:script>",
            ),
        ),
    ],
    "task_days": [
        wrong(
            "record_advice",
            'say "x-done": "advice_received_on" there',
            ('  "x-done": "advice_received_on",\n', ""),
            file="forms/record_advice.json",
            severity="advice",
        ),
    ],
    "task_roles": [
        wrong("record_views", "has no role", ('name="role" value="casework"', 'name="role" value=""'), file=CALLED),
        wrong(
            "record_views",
            "has the role 'boss'; expected one of: casework",
            ('value="casework"', 'value="boss"'),
            file=CALLED,
        ),
    ],
    "task_help": [
        wrong(
            "record_views",
            "needs help text",
            ("Record what the family says, in their own words.", "Record."),
            file=CALLED,
        )
    ],
    "task_citations": [
        wrong("record_views", "needs a citation", ("Children and Families Act 2014 s.19", ""), file=CALLED)
    ],
    "letters_sent": [
        wrong(
            "send_decision",
            "'no_such_letter', which is not in letters/",
            ('value="decision_notice"', 'value="no_such_letter"'),
        ),
        wrong(
            "send_decision", "must ask advice_request_sent_on", ('value="decision_notice"', 'value="advice_request"')
        ),
        wrong(
            "send_decision",
            "must ask decision_notice_means",
            ('"email"', '"pigeon"'),
            ('"email"', '"pigeon"'),
            file=LETTER_FORM,
        ),
        wrong(
            "send_decision",
            "decision_notice_sent_on, a required date",
            ('"decision_notice_sent_on",\n      "decision', '"decision'),
            file=LETTER_FORM,
        ),
        wrong(
            "note_refusal",
            "cannot send a letter",
            (
                "<bpmn:script>",
                with_property("letter", "decision_notice") + "<bpmn:script>",
            ),
        ),
        wrong(
            "warn_of_late_advice",
            "sends the letter 'reminder', which is not",
            ('serviceTaskOperator id="notify"', 'serviceTaskOperator id="issue_letter"'),
            ('id="role" type="str" value="&quot;casework', 'id="letter" type="str" value="&quot;reminder'),
        ),
    ],
    "timers_by_law": [
        wrong("decision_late", "is a length of time (P42D)", (DUE_LATE, "<bpmn:timeDuration>P42D</bpmn:timeDuration>")),
        wrong("decision_late", "is a repetition (R3/P7D)", (DUE_LATE, "<bpmn:timeCycle>R3/P7D</bpmn:timeCycle>")),
        wrong("decision_late", "says nothing", (DUE_LATE, "")),
        wrong("decision_late", "is not a timer", (DUE_LATE, '<bpmn:timeDate>"2026-01-05"</bpmn:timeDate>')),
        wrong("decision_late", "never from the clock", (DUE_LATE, "<bpmn:timeDate>now</bpmn:timeDate>")),
        wrong(
            "decision_late",
            "'__import__' is not allowed",
            (DUE_LATE, "<bpmn:timeDate>__import__('os').system('x')</bpmn:timeDate>"),
        ),
        wrong(
            "decision_late", "expected 'anew', or nothing", (LATE_TIMER, with_property("settles", "new") + LATE_TIMER)
        ),
    ],
    "timer_places": [
        wrong("decision_late", "after() waits in the path", (DUE_LATE, DUE_LATE.replace("due", "after"))),
        wrong("time_to_reply", "use after() to wait", ('after("reply_time")', 'due("reply_time")')),
        wrong(
            "decision_late",
            "must not interrupt",
            ('attachedToRef="assess" cancelActivity="false"', 'attachedToRef="assess"'),
        ),
        wrong(
            "advice_late",
            "must stand on a task or a stage",
            ('attachedToRef="record_advice"', 'attachedToRef="adviser_listed"'),
        ),
    ],
    "limits_known": [
        wrong(
            "decision_late", "'plan_decision', which is not a key", ('due("assess_decision")', 'due("plan_decision")')
        ),
        wrong("decision_late", "Write 'assess_decision'", ('due("assess_decision")', 'due("a3")')),
        wrong("decision_late", "Did you mean assess_decision", ('due("assess_decision")', 'due("assess_decison")')),
        wrong("decision_late", "gives no number", ('due("assess_decision")', 'due("consult_the_family")')),
        wrong(
            "send_decision",
            "'made_up', which is not a key",
            ('name="ends_limit" value="assess_decision"', 'name="ends_limit" value="assess_decision, made_up"'),
        ),
    ],
    "limits_reckonable": [
        wrong(
            "time_to_reply",
            "counts from panel_held_on, which nothing",
            ('from = "decision_notice_served_on"', 'from = "panel_held_on"'),
            file="law/limits.toml",
        ),
        wrong(
            "decision_late",
            "counts from advice_request_served_on, which nothing",
            ('due("assess_decision")', 'due("body_advice")'),
        ),
    ],
    "limits_met": [
        wrong(
            "decision_late",
            "is met by 'Explain the delay', which is not inside",
            ('name="ends_limit" value="assess_decision"', 'name="x" value="y"'),
            (
                'value="SEND Code of Practice 9.42"/>',
                'value="SEND Code of Practice 9.42"/>' + a_property("ends_limit", "assess_decision"),
            ),
        ),
        wrong(
            "send_decision",
            "no timer here counts it",
            ('value="assess_decision"', 'value="assess_decision,reply_time"'),
            severity="advice",
        ),
        wrong(
            "was_withdrawn",
            "only a user task can",
            (
                'value="withdrawal.json"/>',
                'value="withdrawal.json"/><spiffworkflow:property name="ends_limit" value="assess_decision"/>',
            ),
        ),
    ],
    "tasks_within_limits": [
        wrong(
            "explain_delay",
            "for which the register has 'unused_limit', but no time limit is drawn",
            ("SEND Code of Practice 9.42", "SEND Regulations 2014 (SI 2014/1530) regs 2, 99(2)"),
            severity="advice",
        ),
    ],
    "sound_expressions": [
        wrong("yes_assess", "'__import__' is not allowed", condition("__import__('os').system('id')")),
        wrong("yes_assess", "'.' is not allowed", condition("().__class__.__base__.__subclasses__()")),
        wrong("yes_assess", "write == to compare", condition("decision = 'yes'")),
        wrong("yes_assess", "may only stand in a timer", condition("due('assess_decision')")),
        wrong("note_refusal", "Line 1 must be: fact = expression", ('outcome = "refused"', "import os")),
        wrong("note_refusal", "needs a script", ('<bpmn:script>outcome = "refused"</bpmn:script>', "")),
        wrong(
            "note_refusal",
            "hides a postScript",
            (
                "<bpmn:script>",
                extended("<spiffworkflow:postScript>a = 1</spiffworkflow:postScript>") + "<bpmn:script>",
            ),
        ),
        wrong(
            "warn_of_late_advice", "The message of 'Warn the caseworker' cannot be read", ('+ adviser"', '* adviser"')
        ),
    ],
    "facts_agree": [
        wrong(
            "",
            "'decision' is a text here, but a choice in decide.json",
            *[('"family_views"', '"decision"')] * 3,
            file="forms/record_views.json",
        ),
        wrong(
            "",
            "'count' is a word of the expression language",
            *[('"family_views"', '"count"')] * 3,
            file="forms/record_views.json",
        ),
    ],
    "facts_known": [
        wrong(
            "yes_assess",
            "reads 'descision', which nothing in the process gives. Did you mean decision",
            condition('descision == "yes"'),
        ),
        wrong("yes_assess", "reads 'advice_text', which nothing", condition('advice_text == "yes"')),
        wrong(
            "yes_assess", "reads 'given' of an item, which no item has", condition('any_item(advice, "given", "yes")')
        ),
        wrong("yes_assess", "stands outside every activity", condition('item["adviser"] == "x"')),
        wrong(
            "advice_late",
            "reads 'is_bdy' of an item, which no item has. Did you mean is_body",
            ('item["is_body"]', 'item["is_bdy"]'),
        ),
        wrong(
            "regime_of_request",
            "reads 'request_recieved'",
            ("<text>request_received</text>", "<text>request_recieved</text>"),
            file="decisions/regime.dmn",
        ),
        wrong("warn_of_late_advice", "reads 'advisor'", ('+ adviser"', '+ advisor"')),
    ],
    "possible_answers": [
        wrong(
            "yes_assess",
            'compares \'decision\' with "yess", which is never its answer; expected: "no", "yes"',
            condition('decision == "yess"'),
        ),
        wrong("yes_assess", "compares 'decision' with True", condition("decision == True")),
        wrong("yes_assess", "compares 'is_body' with \"maybe\"", condition('any_item(advice, "is_body", "maybe")')),
        wrong("yes_assess", "compares 'outcome' with \"agreed\"", condition('outcome in ("refused", "agreed")')),
    ],
    "service_tasks": [
        wrong(
            "warn_of_late_advice",
            "calls 'run_program'; expected one of: issue_letter(letter, to)",
            ('serviceTaskOperator id="notify"', 'serviceTaskOperator id="run_program"'),
        ),
        wrong("warn_of_late_advice", "must call notify(role, message), but has: message", (NOTIFY_ROLE, "")),
        wrong(
            "warn_of_late_advice",
            "The role of 'Warn the caseworker' is 'boss'",
            ("&quot;casework&quot;", "&quot;boss&quot;"),
        ),
        wrong(
            "warn_of_late_advice",
            "must be its key in quotation marks",
            ('value="&quot;casework&quot;"', 'value="adviser"'),
        ),
        wrong(
            "warn_of_late_advice",
            "must call notify(role, message), but has: adviser_name, message, role",
            (NOTIFY_ROLE, NOTIFY_ROLE + '<spiffworkflow:parameter id="adviser_name" type="str" value="adviser"/>'),
        ),
        wrong(
            "warn_of_late_advice",
            "must call open_case(process, facts…), but has: adviser, message",
            ('serviceTaskOperator id="notify"', 'serviceTaskOperator id="open_case"'),
            (NOTIFY_ROLE, '<spiffworkflow:parameter id="adviser" type="str" value="adviser"/>'),
        ),
        wrong(
            "warn_of_late_advice",
            "cannot give Adviser-Name: a fact is named in small letters",
            ('serviceTaskOperator id="notify"', 'serviceTaskOperator id="send_message"'),
            (NOTIFY_ROLE, TO_OPENER + '<spiffworkflow:parameter id="Adviser-Name" type="str" value="adviser"/>'),
        ),
        wrong(
            "warn_of_late_advice",
            "The message of 'Warn the caseworker' must be its key in quotation marks",
            ('serviceTaskOperator id="notify"', 'serviceTaskOperator id="send_message"'),
            (NOTIFY_ROLE, TO_OPENER),
        ),
        wrong(
            "find_regime",
            "cannot call an operation",
            (
                "<spiffworkflow:calledDecisionId>",
                '<spiffworkflow:serviceTaskOperator id="notify"/><spiffworkflow:calledDecisionId>',
            ),
        ),
    ],
    "decision_tables": [
        wrong("find_regime", "'made_up', which is not in decisions/", (">regime_of_request<", ">made_up<")),
        wrong(
            "find_regime",
            "asks no decision",
            ("<spiffworkflow:calledDecisionId>regime_of_request</spiffworkflow:calledDecisionId>", ""),
        ),
        wrong(
            "regime_of_request",
            "no row for all other cases",
            ('<inputEntry id="r3a"><text>-</text>', '<inputEntry id="r3a"><text>"x"</text>'),
            file="decisions/regime.dmn",
            severity="advice",
        ),
    ],
}
