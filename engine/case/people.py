"""What is kept about a person: a child or young person, and who speaks for them."""

import json

from engine.case.forms import Form
from engine.case.speaking import CAPACITY, CONSENT_ROWS, CONTACTS, SETTINGS, SOCIAL_CARE, choice

NEEDS = {
    "SPLD": "Specific learning difficulty",
    "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "PD": "Physical disability",
    "ASD": "Autistic spectrum disorder",
    "DS": "Down syndrome",
    "OTH": "Other difficulty or disability",
}
"""The types of special educational need of the SEN2 return."""

_NEED = {"type": "string", "enum": list(NEEDS), "x-labels": NEEDS, "x-widget": "select"}

PERSON_FORM = Form.parse(
    json.dumps(
        {
            "title": "Child or young person",
            "help": "Everyone has one record, however many cases they have over the years.",
            "order": [
                "name",
                "known_as",
                "date_of_birth",
                "sex",
                "upn",
                "upn_unknown",
                "uln",
                "nhs_number",
                "address",
                "setting_kind",
                "setting",
                "primary_need",
                "secondary_need",
                "contacts",
                "capacity_decisions",
                "consents",
                "ethnicity",
                "language",
                "needs_interpreter",
                "is_looked_after",
                "looked_after_by",
                "social_care_status",
                "armed_forces_parent",
            ],
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "date_of_birth"],
                "properties": {
                    "name": {"type": "string", "title": "Full name", "minLength": 1, "maxLength": 120},
                    "known_as": {"type": "string", "title": "Known as", "maxLength": 60},
                    "date_of_birth": {
                        "type": "string",
                        "format": "date",
                        "title": "Date of birth",
                        "description": "For example, 27 March 2015",
                        "x-widget": "date",
                    },
                    "sex": {
                        "type": "string",
                        "title": "Sex",
                        "enum": ["F", "M"],
                        "x-labels": {"F": "Female", "M": "Male"},
                        "x-widget": "radios",
                    },
                    "upn": {
                        "type": "string",
                        "title": "Unique pupil number (UPN)",
                        "description": "A letter, 12 digits, or 11 digits and a letter",
                        "pattern": "^[A-Z][0-9]{11}[0-9A-Z]$",
                        "maxLength": 13,
                    },
                    "upn_unknown": {
                        "type": "string",
                        "title": "Why there is no pupil number",
                        "description": "The code of the SEN2 return, such as UN1 for a child under 6 without one",
                        "pattern": "^UN[0-9]{1,2}$",
                        "maxLength": 4,
                    },
                    "uln": {
                        "type": "string",
                        "title": "Unique learner number (ULN)",
                        "description": "10 digits; young people have it from about 14",
                        "pattern": "^[0-9]{10}$",
                        "maxLength": 10,
                    },
                    "nhs_number": {
                        "type": "string",
                        "title": "NHS number",
                        "description": "10 digits without spaces",
                        "pattern": "^[0-9]{10}$",
                        "maxLength": 10,
                    },
                    "address": {"type": "string", "title": "Address", "maxLength": 400, "x-widget": "textarea"},
                    "setting": {
                        "type": "string",
                        "title": "School, college or other setting",
                        "maxLength": 160,
                    },
                    "primary_need": {**_NEED, "title": "Primary need"},
                    "secondary_need": {**_NEED, "title": "Secondary need"},
                    "contacts": CONTACTS,
                    "capacity_decisions": CAPACITY,
                    "consents": CONSENT_ROWS,
                    "ethnicity": {
                        "type": "string",
                        "title": "Ethnicity",
                        "description": "The four letters of the school census, such as WBRI; NOBT if not obtained",
                        "pattern": "^[A-Z]{4}$",
                        "maxLength": 4,
                    },
                    "language": {"type": "string", "title": "Language spoken at home", "maxLength": 60},
                    "needs_interpreter": {"type": "boolean", "title": "The family needs an interpreter"},
                    "is_looked_after": {"type": "boolean", "title": "The child is looked after by an authority"},
                    "looked_after_by": {"type": "string", "title": "Looked after by which authority", "maxLength": 120},
                    "social_care_status": choice("Is social care involved?", SOCIAL_CARE),
                    "armed_forces_parent": {
                        "type": "boolean",
                        "title": "A parent is a serving member of the armed forces",
                    },
                    "setting_kind": choice("Where do they learn?", SETTINGS),
                },
            },
        }
    )
)
