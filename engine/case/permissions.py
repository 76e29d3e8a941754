"""Who may do what: rights by role, and the right that each command needs."""

from engine.case import commands
from engine.case.commands import Actor, Command
from engine.case.rejections import NotAllowed

SEE_CASES = "see cases"
WORK_CASES = "work on cases"
LEAD_CASES = "lead casework"
SEE_HISTORY = "replay and verify histories"
SEE_ACCESS_LOG = "see who looked at records"
SEE_STATISTICS = "see statistics"
SEE_PROCESSES = "see processes"
PUBLISH = "publish processes and move cases"
ADMINISTER = "administer accounts"
SEE_CHANGES = "see what administrators changed"
RETAIN = "erase records whose time has come"
KEEP_WEBHOOKS = "keep webhooks"
ACT_AS_SYSTEM = "act as the system"
ANSWER_BY_LINK = "answer through a link"

RIGHTS: dict[str, frozenset[str]] = {
    "caseworker": frozenset({SEE_CASES, WORK_CASES, SEE_PROCESSES}),
    "manager": frozenset({SEE_CASES, WORK_CASES, LEAD_CASES, SEE_HISTORY, SEE_STATISTICS, SEE_PROCESSES, RETAIN}),
    "policy": frozenset({SEE_PROCESSES, PUBLISH, SEE_STATISTICS}),
    "auditor": frozenset({SEE_CASES, SEE_HISTORY, SEE_ACCESS_LOG, SEE_CHANGES, SEE_STATISTICS, SEE_PROCESSES}),
    "administrator": frozenset({ADMINISTER, SEE_CHANGES, RETAIN, KEEP_WEBHOOKS, SEE_PROCESSES}),
    "integrator": frozenset({SEE_CASES, WORK_CASES, KEEP_WEBHOOKS, SEE_PROCESSES}),
    "link": frozenset({ANSWER_BY_LINK}),
    "system": frozenset({ACT_AS_SYSTEM, SEE_CASES, WORK_CASES, LEAD_CASES}),
}

NOBODYS = frozenset({"system", "link"})
"""Roles that no user has: of the system itself, and of whoever holds a link."""

NEEDED: dict[type[Command], str] = {
    commands.OpenCase: WORK_CASES,
    commands.ImportCase: ACT_AS_SYSTEM,
    commands.CompleteTask: WORK_CASES,
    commands.ClaimTask: WORK_CASES,
    commands.ReleaseTask: WORK_CASES,
    commands.AssignTask: WORK_CASES,
    commands.SaveDraft: WORK_CASES,
    commands.CorrectFacts: WORK_CASES,
    commands.RecordException: LEAD_CASES,
    commands.EndException: LEAD_CASES,
    commands.ReceiveMessage: WORK_CASES,
    commands.RecordLetterSent: WORK_CASES,
    commands.AddNote: WORK_CASES,
    commands.AttachDocument: WORK_CASES,
    commands.ReceiveAnswer: ANSWER_BY_LINK,
    commands.SettleAnswer: WORK_CASES,
    commands.ReopenCase: LEAD_CASES,
    commands.ChangeTeam: LEAD_CASES,
    commands.RetryIncident: LEAD_CASES,
    commands.MoveCase: PUBLISH,
    commands.FireTimer: ACT_AS_SYSTEM,
    commands.CarryOutEffect: ACT_AS_SYSTEM,
    commands.RaiseIncident: ACT_AS_SYSTEM,
    commands.RegisterPerson: WORK_CASES,
    commands.AmendPerson: WORK_CASES,
    commands.MergePersons: LEAD_CASES,
    commands.KeepApart: LEAD_CASES,
    commands.PublishProcess: PUBLISH,
    commands.StartCohort: LEAD_CASES,
}


def rights_of(actor: Actor) -> frozenset[str]:
    return frozenset().union(*(RIGHTS[role] for role in actor.roles))


def require(actor: Actor, right: str) -> None:
    if right not in rights_of(actor):
        raise NotAllowed(f"Expected someone who may {right}, but {actor.name} may not")


def may_work_on(actor: Actor, role: str) -> bool:
    """Whether the actor takes tasks of this role; those who lead casework take any."""
    return role in actor.works_as or LEAD_CASES in rights_of(actor)
