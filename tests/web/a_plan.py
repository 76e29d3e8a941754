"""What somebody answers on the way from a request to a final plan, task by task, in the words of the pages."""

from datetime import date, timedelta
from typing import Any

HOME = "14 Mill Street\nNorthmoor\nZZ1 4AB"
SCHOOL = "Hill Primary School"
CHILD, MOTHER = "Alex Morgan", "Sam Morgan"


def day(on: date) -> tuple[str, str, str]:
    return str(on.day), str(on.month), str(on.year)


def answers_to(task: str, on: date) -> dict[str, Any]:
    """The answers to a task that is done on a day; what the page knows already is left as it stands."""
    letter = LETTERS.get(task)
    sent = {f"{letter}_sent_on": day(on), f"{letter}_means": "Email"} if letter else {}
    days = {name: day(on + later) for name, later in DAYS.get(task, {}).items()}
    return {**SAID.get(task, {}), **sent, **days}


LETTERS = {
    "acknowledge_request": "acknowledgement",
    "send_considering_notice": "considering_notice",
    "send_assess_decision": "assess_decision_notice",
    "send_advice_request": "advice_request",
    "send_plan_decision": "plan_decision_notice",
    "serve_draft": "draft_plan_notice",
    "consult_school": "school_consultation",
    "send_final_plan": "final_plan_notice",
}
TODAY, PERIOD, YEAR = timedelta(0), timedelta(days=16), timedelta(days=364)
DAYS = {
    "record_family_views": {"views_received_on": TODAY},
    "decide_stage_one": {"stage_one_decided_on": TODAY},
    "record_setting_information": {"setting_information_on": TODAY},
    "decide_whether_to_assess": {"assess_decided_on": TODAY},
    "record_family_advice": {"advice_received_on": TODAY},
    "send_advice_request": {"advice_request_received": TODAY},
    "record_advice": {"advice_received_on": TODAY},
    "decide_whether_plan_is_necessary": {"plan_decided_on": TODAY},
    "agree_section_g": {"section_g_agreed_on": TODAY},
    "note_personal_budget": {"budget_information_given_on": TODAY},
    "serve_draft": {"representations_until": PERIOD},
    "record_representations": {"representations_received_on": TODAY},
    "record_school_reply": {"school_replied_on": TODAY},
    "decide_on_school": {"naming_decided_on": TODAY},
    "send_final_plan": {"final_plan_to_institution_on": TODAY, "final_plan_to_health_on": TODAY, "plan_made_on": TODAY},
    "secure_provision": {"review_due_on": YEAR},
}
PARENT = "The child's parent"
SAID: dict[str, dict[str, Any]] = {
    "record_person_and_family": {
        "home_address": HOME,
        "setting_kind": "School",
        "setting_name": SCHOOL,
        "social_care_status": "No",
        "armed_forces_parent": "No",
        "interpreter_needed": "No",
    },
    "record_addressee": {"electronic_consent": "Yes"},
    "check_request": {
        "lives_in_area": "Yes",
        "under_25": "Yes",
        "has_current_plan": "No",
        "assessed_in_last_six_months": "No",
    },
    "acknowledge_request": {"named_officer": "Mo Manager"},
    "record_family_views": {"family_replied": "Yes", "family_views": "Alex is exhausted after each day at school."},
    "decide_stage_one": {"plan_may_be_necessary": "Yes", "stage_one_reasons": "The bar is low, and it is met."},
    "send_considering_notice": {"considering_notice_told": ["Social care", "School, college or early years provider"]},
    "check_health_records": {"health_knows": "Yes", "health_view": "Speech therapy.", "health_contact": "Dr Hale"},
    "check_social_care_records": {
        "social_care_knows": "No",
        "social_care_view": "None known",
        "social_care_contact": "Duty desk",
    },
    "give_psychology_view": {
        "psychology_knows": "No",
        "psychology_view": "No view",
        "psychology_view_by": "Edie Psychologist",
    },
    "record_setting_information": {
        "setting_replied": "Yes",
        "attainment_and_progress": "Two years behind in reading.",
        "needs_nature_and_extent": "Follows one step of an instruction at a time.",
        "action_taken": "Small groups for two terms.",
        "progress_with_support": "Much more support than is usual.",
    },
    "summarise_evidence": {
        "evidence_summary": "Both questions are met.",
        "assess_recommendation": "Assess",
        "assess_to_panel": "No",
    },
    "decide_whether_to_assess": {
        "has_or_may_have_sen": "Yes",
        "plan_may_be_needed": "Yes",
        "assess_decision": "Assess",
        "assess_reasons": "Alex may need more than the school can give.",
        "assess_capacity": PARENT,
    },
    "send_assess_decision": {"personal_budget_explained": "Yes"},
    "decide_whom_to_ask": {"sensory_impairment": "No", "in_or_beyond_year_9": "No", "support_to_take_part": "No"},
    "record_family_advice": {"advice_text": "Alex wants to read to a younger sister."},
    "send_advice_request": {"family_papers_enclosed": "Yes"},
    "record_advice": {"advice_outcome": "The advice", "advice_author": "Whoever was asked"},
    "check_advice_quality": {
        "advice_covers_needs": "Yes",
        "advice_covers_provision": "Yes",
        "advice_covers_outcomes": "Yes",
        "advice_sensory": "This does not apply",
        "advice_quality": "Yes",
    },
    "check_advice_complete": {"more_advice_needed": "No", "advice_overview": "All of it points to language."},
    "summarise_advice": {
        "advice_summary": "Language and attention.",
        "plan_recommendation": "A plan is necessary",
        "plan_to_panel": "No",
    },
    "decide_whether_plan_is_necessary": {
        "plan_decision": "Yes, a plan is necessary",
        "plan_reasons": "The school cannot give this from its own means.",
        "plan_outcome_of_assessment": "Alex has a developmental language disorder.",
        "in_special_school_for_assessment": "No",
        "plan_capacity": PARENT,
    },
    "send_plan_decision": {"plan_budget_information_enclosed": "Yes"},
    "draft_views_and_needs": {
        "section_a": "Alex likes trains and drawing.",
        "section_b": "Alex has a developmental language disorder.\n\nAlex tires quickly.",
        "primary_need": "Speech, language and communication",
    },
    "draft_outcomes_and_provision": {
        "outcomes.0.outcome_sought": "Alex tells a story in four sentences.",
        "outcomes.0.outcome_by": "By the end of Year 6",
        "outcomes.0.outcome_review": "Each term, with the parents",
        "outcomes.0.provision": "Speech and language therapy",
        "outcomes.0.provision_amount": "1 hour a week, one to one",
        "outcomes.0.provision_by": "A speech and language therapist",
    },
    "draft_health": {"section_c": "None", "section_g": "None"},
    "agree_section_g": {"section_g_agreed": "Yes", "section_g_agreed_by": "Hal Health"},
    "draft_social_care": {
        "section_d": "None",
        "section_h1": "None",
        "section_h2": "None",
        "social_care_agreed_by": "Sue Social",
    },
    "note_personal_budget": {"budget_requested": "No"},
    "check_draft": {
        "section_i_blank": "Yes",
        "section_k_complete": "Yes",
        "needs_all_met": "Yes",
        "draft_ready": "Yes",
    },
    "record_representations": {
        "family_answered_draft": "Yes",
        "representations": "Please add breaks.",
        "school_requested": SCHOOL,
        "meeting_required": "No",
        "draft_capacity": PARENT,
    },
    "decide_changes": {
        "changes_to_draft": "Breaks are added.",
        "materially_changed": "No",
        "section_g_changed": "No",
    },
    "record_school_reply": {"school_reply": "It can meet the needs"},
    "decide_on_school": {"naming_ground": "None", "naming_evidence": "The school says that it can meet the needs."},
    "name_school": {
        "section_i_kind": "Names an institution",
        "section_i_name": SCHOOL,
        "section_i_type": "Maintained primary school",
        "naming_route": "The family's request was followed (section 39(3))",
        "mainstream_decision": "Mainstream",
        "naming_reasons": "The family asked for it, and no ground is made out.",
        "residential": "No",
        "naming_capacity": PARENT,
    },
    "complete_final_plan": {"changes_explained": "Breaks are added.", "all_sections_identified": "Yes"},
    "secure_provision": {
        "section_f_arranged": "Yes",
        "transport_needed": "No",
        "plan_coordinator": "Mo Manager",
    },
}
OF_SCHOOLS = {
    "schools.0.school_name": SCHOOL,
    "schools.0.school_kind": "Maintained school",
    "schools.0.asked_for_by_family": "Yes",
    "schools.1.school_name": "Moor View School",
    "schools.1.school_kind": "Academy",
    "schools.1.asked_for_by_family": "No",
}
BY_LINK: dict[str, dict[str, Any]] = {
    "record_advice#2": {
        "advice_outcome": "My advice",
        "advice_author": "Dr Hale",
        "advice_needs": "Alex has a language disorder.",
        "advice_provision": "Speech and language therapy, 1 hour a week.",
    },
    "record_school_reply#1": {"school_reply": "Yes, we can meet the needs", "school_answered_by": "The head teacher"},
}
"""What people outside answer, by the task that waits for it."""
