"""A limit can be met: by finishing its activity, or by a task inside it that says ends_limit."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.limits_drawn import ending_tasks, timed_limits

RULE = "limits_met"


def findings(definition: Definition) -> Iterator[Finding]:
    ending, timed = ending_tasks(definition), timed_limits(definition)
    for key, timers in timed.items():
        for timer in timers:
            if key in ending and not any(_is_inside(definition, task, timer.attached_to) for task in ending[key]):
                said = " and ".join(task.said for task in ending[key])
                sentence = f"'{key}' is met by {said}, which is not inside the activity that {timer.said} stands on"
                yield Finding(RULE, timer.file, timer.id, sentence)
    for key, tasks in ending.items():
        for task in tasks:
            if task.kind != "userTask":
                yield Finding(RULE, task.file, task.id, f"{task.said} cannot meet a limit: only a user task can")
            elif key not in timed:
                sentence = f"{task.said} meets '{key}', but no timer here counts it"
                yield Finding(RULE, task.file, task.id, sentence, "advice")


def _is_inside(definition: Definition, task: Element, activity: str) -> bool:
    return task.id == activity or any(one.id == activity for one in definition.around(task))
