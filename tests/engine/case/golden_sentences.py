"""One entry of every kind, and the sentence that it is told in."""

from datetime import date

from engine.case import events
from engine.case.events import Event
from engine.case.forms import Field, Option
from engine.case.words import Words

MONDAY = date(2026, 1, 5)
LAST = date(2026, 2, 16)
RECKONED = "Monday 16 February 2026: 6 weeks from Monday 5 January 2026, the day the request was received (reg 5(1))"

WORDS = Words(
    titles={
        "decide": "Decide whether to assess",
        "will_assess": "Will we assess?",
        "yes": "Yes",
        "answers_joined": "answers_joined",
        "answers_joined_to_decide": "Decide whether to assess",
        "request_withdrawn": "Request withdrawn",
        "family_moved": "Family moves away",
        "set_year": "Work out the year group",
    },
    forms={
        "decide": {
            "outcome": Field("outcome", "Outcome", "choice", "radios", options=(Option("assess", "We will assess"),)),
            "decided_on": Field("decided_on", "Date of the decision", "date", "date"),
            "reasons": Field("reasons", "Reasons", "text", "textarea"),
            "family_view": Field("family_view", "What the family said", "text", "textarea", is_private=True),
            "advice": Field("advice", "Advisers", "rows", "rows", rows=(Field("who", "Name", "text", "input"),)),
        }
    },
    people={"U000001": "Sam Okoro"},
    questions={
        "request_received": Field("request_received", "Day received", "date", "date"),
        "assess": Field(
            "assess", "Will assess", "yes_no", "radios", options=(Option(True, "Yes"), Option(False, "No"))
        ),
    },
    limits={"assess_decision": "Decide whether to assess", "draft_representations": "Time for the family to answer"},
    grounds={"absent_4_weeks": "The child was away for four weeks or more"},
    letters={"refusal": "We will not assess"},
)

# In the order of a life, because what came earlier gives names to what comes later.
GOLDEN: list[tuple[Event, str]] = [
    (
        events.CaseOpened("ehc_assessment", "P000001", {"request_received": "2026-01-05", "advice": {"01": {}}}),
        "The case was opened: EHC assessment.",
    ),
    (
        events.DeadlineSet("decide_due#1", "assess_decision", "decide", LAST, LAST, RECKONED),
        f"The deadline for “Decide whether to assess” is {RECKONED}.",
    ),
    (
        events.TaskOpened("decide#1", "Decide whether to assess", "decision"),
        "“Decide whether to assess” was opened, for the decision maker to do.",
    ),
    (
        events.MessagesAwaited(("request_withdrawn", "family_moved")),
        "The case can receive “Request withdrawn” or “Family moves away”.",
    ),
    (events.TaskClaimed("decide#1", "U000001"), "Sam Okoro took “Decide whether to assess”."),
    (
        events.TaskReleased("decide#1", "On leave."),
        "“Decide whether to assess” was given back, for somebody else to take. Reason: On leave.",
    ),
    (
        events.TaskAssigned("decide#1", "U000001", ""),
        "“Decide whether to assess” was given to Sam Okoro.",
    ),
    (
        events.FactsCorrected({"request_received": "2026-01-06"}, {"request_received": "2026-01-05"}, "Misread stamp"),
        "Put right: Day received is 6 January 2026, not 5 January 2026. Reason: Misread stamp.",
    ),
    (
        events.DeadlineMoved("decide_due#1", LAST, LAST, date(2026, 2, 13), RECKONED),
        f"The deadline for “Decide whether to assess” is now {RECKONED}. It was 13 February 2026.",
    ),
    (
        events.TimerFired("decide_due#1", "assess_decision", LAST),
        "The time for “Decide whether to assess” ended on 16 February 2026.",
    ),
    (
        events.DeadlineMissed("decide_due#1", LAST),
        "The deadline for “Decide whether to assess” was missed: it was 16 February 2026.",
    ),
    (
        events.ExceptionRecorded(
            "exception#1", "decide_due#1", "assess_decision", "absent_4_weeks", {}, "Tickets", MONDAY
        ),
        "An exception excuses “Decide whether to assess” and moves no date: The child was away for four weeks or"
        " more. The family was told on 5 January 2026.",
    ),
    (
        events.ExceptionEnded("exception#1", MONDAY, ""),
        "The ground that excused “Decide whether to assess” ended on 5 January 2026.",
    ),
    (events.TaskCompleted("decide#1", {"assess": True}), "“Decide whether to assess” was completed."),
    (
        events.TaskCompleted("decide#1", {"assess": True}, imported="the old system"),
        "“Decide whether to assess” was completed. Imported from the old system; what else was answered is not known.",
    ),
    (
        events.TaskPassed("decide#1", {"assess": True}, "the old system"),
        "“Decide whether to assess” lies behind what was imported from the old system; no more is known of it.",
    ),
    (
        events.WaitPassed("decide_due#1", "assess_decision", "the old system"),
        "The time for “Decide whether to assess” lies behind what was imported from the old system; its day is not"
        " known.",
    ),
    (
        events.DeadlineMet("decide_due#1", LAST, late=True),
        "“Decide whether to assess” was done late, on 16 February 2026.",
    ),
    (
        events.DecisionMade("tribunal_route", "find_route", 3, '(dispute) in ["health"]', {"dispute": "health"}),
        "“Tribunal route” was decided by rule, because Dispute: health.",
    ),
    (
        events.GatewayDecided("will_assess", "yes", "assess == True", {"assess": True}),
        "At “Will we assess?” the way was “Yes”, because Will assess: yes.",
    ),
    (
        events.GatewayDecided("will_assess", "yes", "assess and set_year", {"set_year": None, "assess": True, "y": ""}),
        "At “Will we assess?” the way was “Yes”, because Will assess: yes; not known: Set year, Y.",
    ),
    (
        events.GatewayDecided("answers_joined", "answers_joined_to_decide", "", {}),
        "The case went on to “Decide whether to assess”.",
    ),
    (events.FactsDerived({"year_group": 4}, "set_year"), "Worked out at “Work out the year group”: Year group: 4."),
    (events.LetterDue("refusal#1", "refusal", "family"), "The letter “We will not assess” to the family is due."),
    (
        events.LetterSent("refusal#1", MONDAY, "post", date(2026, 1, 7)),
        "The letter “We will not assess” was sent by post on 5 January 2026. It counts as served on 7 January 2026.",
    ),
    (
        events.LetterToFile("letter_to_file#1", "refusal#1"),
        "The letter “We will not assess” is to be filed as it was sent.",
    ),
    (
        events.EffectCarriedOut("letter_to_file#1", {"document": "document#1"}),
        "The letter was filed as it was sent.",
    ),
    (
        events.WaitStarted("fifteen_days#1", "draft_representations", LAST, LAST, RECKONED),
        f"The case waits for “Time for the family to answer”, until {RECKONED}.",
    ),
    (
        events.WaitMoved("fifteen_days#1", LAST, LAST, MONDAY, RECKONED),
        f"The case now waits for “Time for the family to answer” until {RECKONED}. It was 5 January 2026.",
    ),
    (
        events.TimerFired("fifteen_days#1", "draft_representations", LAST),
        "The wait for “Time for the family to answer” ended on 16 February 2026.",
    ),
    (
        events.WaitEnded("fifteen_days#1"),
        "The case no longer waits for “Time for the family to answer”.",
    ),
    (events.DeadlineLifted("decide_due#1"), "The deadline for “Decide whether to assess” no longer applies."),
    (events.TaskWithdrawn("decide#2"), "“Decide whether to assess” is no longer needed."),
    (
        events.PlanIssued("plan#2", "draft", 2, "draft_plan_notice#2", ("family",), {"section_a": "I like trains."}),
        "Draft plan 2 went to the family.",
    ),
    (
        events.PlanIssued("plan#3", "final", 1, "final_plan_notice#1", ("family", "setting", "health"), {}, MONDAY),
        "Final plan went to the family, the setting and health. It was made on 5 January 2026.",
    ),
    (events.CaseToOpen("case_to_open#1", "plan_maintenance", {}), "A case is to be opened: Plan maintenance."),
    (
        events.CaseToOpen("case_to_open#1", "annual_review", {"plan_made_on": "2026-01-05"}),
        "A case is to be opened: Annual review. Plan made on: 5 January 2026.",
    ),
    (
        events.MessageToSend("message_to_send#1", "opener", "review_decided", {"review_decision": "amend"}),
        "“Review decided” is to be told to the case that opened this one. Review decision: amend.",
    ),
    (
        events.MessageToSend("message_to_send#2", "plan_maintenance", "plan_ceased", {}),
        "“Plan ceased” is to be told to each case of Plan maintenance.",
    ),
    (
        events.EffectCarriedOut("message_to_send#1", {"reached": ["NOR-000001", "NOR-000002"]}),
        "The message reached NOR-000001 and NOR-000002.",
    ),
    (events.EffectCarriedOut("message_to_send#2", {"reached": []}), "No case was waiting for the message."),
    (
        events.EffectCarriedOut("notification#2", {"shown_to": None, "text": "Advice is late"}),
        "The case had closed meanwhile, so the notice was shown to nobody.",
    ),
    (
        events.NotificationDue("notification#1", "social_care", "Advice is late"),
        "Notice to social care: Advice is late",
    ),
    (
        events.IncidentRaised("incident#1", "decide_due#1", "The database was away."),
        "Something keeps failing, and a person must look: The database was away.",
    ),
    (events.IncidentResolved("incident#1", ""), "The incident was settled."),
    (
        events.TeamChanged("East is closed", "North", "East"),
        "The case was given to the team North. It was with the team East. Reason: East is closed.",
    ),
    (events.TeamChanged("No team", None), "The case was taken out of its team. Reason: No team."),
    (
        events.PersonMerged("P000001", "P000007", "Registered twice"),
        "The case went from the record P000007 to the record P000001: they were about the same person."
        " Reason: Registered twice.",
    ),
    (events.NoteAdded("note#1", "The family\nrang"), "Note: The family rang"),
    (
        events.DocumentAttached("document#2", "report.pdf", "application/pdf", 34_100, "ab", "decide#1"),
        "The document “report.pdf” (34 kB) was attached to “Decide whether to assess”.",
    ),
    (
        events.AnswerReceived(
            "answer#1", "L000001", "Eve Hall", {"outcome": "assess"}, ("document#2",), MONDAY, "decide#1"
        ),
        "Eve Hall sent an answer to “Decide whether to assess” through a link on 5 January 2026, with 1 document.",
    ),
    (
        events.AnswerSettled("answer#1", "By when?"),
        "What Eve Hall sent was sent back with a question: By when?",
    ),
    (
        events.VersionChanged("ab" * 32, {"decide_due#1": "decided_late#1"}, {}, "The law changed"),
        "The case goes on under another version of its process. Reason: The law changed.",
    ),
    (
        events.MessageReceived("request_withdrawn", {"reason": "moved_away"}),
        "This was received: “Request withdrawn”.",
    ),
    (
        events.CaseReopened(14, {}, "Another family's letter"),
        "The case was reopened; it goes on from where it was before it closed. Reason: Another family's letter.",
    ),
    (events.CaseClosed("refused", "The request was refused."), "The case was closed: The request was refused."),
]

# What was answered, question by question: in the order of the form, under its titles and labels.
GOLDEN_DETAILS: list[tuple[Event, list[str]]] = [
    (
        events.TaskCompleted(
            "decide#1",
            {
                "family_view": "They do not want this told",
                "reasons": "word " * 40,
                "decided_on": "2026-02-16",
                "outcome": "assess",
            },
        ),
        [
            "Outcome: We will assess",
            "Date of the decision: 16 February 2026",
            f"Reasons: {'word ' * 23}word…",
            "What the family said: not repeated here",
        ],
    ),
    (
        events.TaskCompleted("decide#1", {"advice": {"01": {"who": "Dr Lee", "asked_on": "2026-02-16"}, "02": {}}}),
        ["Advisers, 1 of 2: Name: Dr Lee; Asked on: 16 February 2026", "Advisers, 2 of 2: not known"],
    ),
    (events.TaskCompleted("decide#1", {}), []),
    (events.TaskPassed("decide#1", {"assess": True}, "the old system"), ["Will assess: yes"]),
    (
        events.CaseOpened("ehc_assessment", "P000001", {"asked_by": "family", "request_received": "2026-01-05"}),
        ["Day received: 5 January 2026", "Asked by: family"],
    ),
    (events.MessageReceived("request_withdrawn", {"reason": "moved_away"}), ["Reason: Moved away"]),
    (events.NoteAdded("note#1", "A note"), []),
]
