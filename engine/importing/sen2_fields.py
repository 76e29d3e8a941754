"""Every field of the person-level SEN2 return: what is kept, and why the rest is not."""

from collections.abc import Mapping

KEPT = ""
OF_THE_FILE = "it says something of the file, not of a person"
OF_THE_AUTHORITY = "it says something of the authority, not of a person"
NO_TASK_ASKS = "no task of a request asks for it"
WITHOUT_CAUSE = "it does not say which decision, or when"
OF_ANOTHER_REVIEW = "reviews that are over are not taken in; the next one is reckoned from the last"
RECKONED = "the day is reckoned from the date of birth and the law"
UNKNOWN = "the return has no such field here"
BEFORE_THE_PERIOD = "it was decided before the period of the return, which does not say how; its plan is taken"

_PLACE = dict.fromkeys(
    (
        "URN",
        "UKPRN",
        "SENsetting",
        "SENsettingOther",
        "PlacementRank",
        "SENunitIndicator",
        "ResourcedProvisionIndicator",
    ),
    KEPT,
)
_HEADER = ("Collection", "Year", "ReferenceDate", "SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo")

FIELDS: dict[str, Mapping[str, str]] = {
    "Header": {
        **dict.fromkeys((*_HEADER, "DateTime"), OF_THE_FILE),
        **dict.fromkeys(("DMO", "DCO", "DSCO"), OF_THE_AUTHORITY),
    },
    "Person": dict.fromkeys(
        (
            "Surname",
            "Forename",
            "PersonBirthDate",
            "Sex",
            "GenderCurrent",
            "Ethnicity",
            "PostCode",
            "UPN",
            "UniqueLearnerNumber",
            "UPNunknown",
        ),
        KEPT,
    ),
    "Requests": {
        **dict.fromkeys(("ReceivedDate", "RequestSource", "RequestOutcomeDate", "RequestOutcome"), KEPT),
        **dict.fromkeys(("RequestMediation", "RequestTribunal"), KEPT),
        "Exported": KEPT,
        "RYA": NO_TASK_ASKS,
    },
    "Assessment": {
        **dict.fromkeys(("AssessmentOutcome", "AssessmentOutcomeDate", "Week20"), KEPT),
        **dict.fromkeys(("AssessmentMediation", "AssessmentTribunal"), KEPT),
        **dict.fromkeys(("OtherMediation", "OtherTribunal"), WITHOUT_CAUSE),
    },
    "NamedPlan": dict.fromkeys(("StartDate", "PlanRes", "PlanWBP", "PB", "OA", "DP", "CeaseDate", "CeaseReason"), KEPT),
    "PlanDetail": _PLACE,
    "ActivePlans": {
        **dict.fromkeys(("TransferLA", "ReviewMeeting", "LastReview"), KEPT),
        **dict.fromkeys(("ReviewOutcome", "ReviewDraft", "PhaseTransferFinalDate"), OF_ANOTHER_REVIEW),
        "PhaseTransferDueDate": RECKONED,
        **dict.fromkeys(("RES", "WBP"), KEPT),
    },
    "PlacementDetail": {
        **_PLACE,
        **dict.fromkeys(("EntryDate", "LeavingDate", "RES", "WBP", "WPB"), KEPT),
    },
    "SENneed": dict.fromkeys(("SENtype", "SENtypeRank"), KEPT),
}
"""By part of the return, its fields; an empty reason says that a field is kept."""

PARTS_WITHIN: Mapping[str, frozenset[str]] = {
    "Header": frozenset({"CollectionDetails", "Source"}),
    "Person": frozenset({"Requests"}),
    "Requests": frozenset({"Assessment", "NamedPlan", "ActivePlans"}),
    "Assessment": frozenset({"NamedPlan"}),
    "NamedPlan": frozenset({"PlanDetail"}),
    "ActivePlans": frozenset({"PlacementDetail", "SENneed"}),
}
"""The parts that stand in a part, and are read by themselves."""


def why_left_out(part: str, field: str) -> str:
    """Why a field, in whatever capitals, is left out of what is taken; nothing if it is kept."""
    found = _REASONS.get((part, field.lower()))
    return UNKNOWN if found is None else found


_REASONS = {
    **{(part, name.lower()): KEPT for part, names in PARTS_WITHIN.items() for name in names},
    **{(part, name.lower()): reason for part, fields in FIELDS.items() for name, reason in fields.items()},
}
