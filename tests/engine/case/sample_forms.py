"""Forms that the tests of forms ask."""

import json
from typing import Any

from engine.case.forms import Form

REQUEST: dict[str, Any] = {
    "title": "Log the request",
    "help": "Write down what was asked, by whom and when.",
    "order": [
        "request_received",
        "requester",
        "requester_name",
        "date_of_birth",
        "upn",
        "summary",
        "service_family",
        "evidence_kinds",
        "year_group",
        "advisers",
    ],
    "schema": {
        "type": "object",
        "additionalProperties": False,
        "required": ["request_received", "requester", "service_family"],
        "properties": {
            "request_received": {
                "title": "Date the request was received",
                "type": "string",
                "format": "date",
                "description": "The day it arrived, not the day it was opened.",
            },
            "requester": {
                "title": "Who made the request?",
                "type": "string",
                "enum": ["parent", "school"],
                "x-labels": {"parent": "Parent", "school": "School or college"},
            },
            "requester_name": {
                "title": "Name of the school or college",
                "type": "string",
                "maxLength": 200,
                "x-show-if": {"requester": "school"},
            },
            "date_of_birth": {"title": "Date of birth", "type": "string", "format": "date"},
            "upn": {
                "title": "UPN",
                "description": "a letter and 12 digits",
                "type": "string",
                "maxLength": 13,
                "pattern": "^[A-Z][0-9]{12}$",
            },
            "summary": {"title": "Reasons given", "type": "string", "maxLength": 4000, "x-widget": "textarea"},
            "service_family": {"title": "Whether a parent serves in the armed forces", "type": "boolean"},
            "evidence_kinds": {
                "title": "Kinds of evidence",
                "type": "array",
                "items": {"type": "string", "enum": ["report", "letter"]},
                "x-labels": {"report": "A report", "letter": "A letter"},
            },
            "year_group": {"title": "Year group", "type": "integer", "minimum": 0, "maximum": 14},
            "advisers": {
                "title": "Advisers to ask",
                "type": "array",
                "x-items": True,
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["adviser_name"],
                    "properties": {
                        "adviser_name": {"title": "Name of the adviser", "type": "string", "maxLength": 100},
                        "asked_on": {"title": "Date asked", "type": "string", "format": "date"},
                    },
                },
            },
        },
        "allOf": [
            {
                "if": {"properties": {"requester": {"const": "school"}}, "required": ["requester"]},
                "then": {"required": ["requester_name"]},
            }
        ],
    },
}

GOOD: dict[str, Any] = {
    "request_received": "2026-01-05",
    "requester": "school",
    "requester_name": "Fairfield School",
    "date_of_birth": "2015-03-27",
    "upn": "A123456789012",
    "summary": "Progress only with much support.",
    "service_family": False,
    "evidence_kinds": ["report"],
    "year_group": 4,
    "advisers": [{"adviser_name": "Dr Amin", "asked_on": "2026-01-06"}],
}


def form(**questions: Any) -> Form:
    """A form of just these questions, none required."""
    return Form.parse(json.dumps(form_of(questions)))


def form_of(questions: dict[str, Any], **schema: Any) -> dict[str, Any]:
    return {
        "title": "A form",
        "help": "What it is for.",
        "order": list(questions),
        "schema": {"type": "object", "additionalProperties": False, "properties": questions, **schema},
    }
