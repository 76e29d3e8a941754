"""Viewflow at the diagram of the measurements; prints how many tasks it completes in a second.

Run by the Python of its own virtual environment: what to do comes as JSON on standard input.
"""

import json
import sys
from time import perf_counter
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

told = json.load(sys.stdin)
settings.configure(
    DATABASES={"default": told["database"]},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "viewflow",
        "viewflow.workflow",
        "request_flows",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    SECRET_KEY="a measurement has no secrets",  # noqa: S106
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - only after the settings
from request_flows.flows import Request  # noqa: E402
from viewflow.workflow import STATUS  # noqa: E402
from viewflow.workflow.models import Process, Task  # noqa: E402


def complete(process: int, node: Any, user: User, answers: dict[str, str]) -> None:
    with transaction.atomic(), Request.lock(process):
        task = Task.objects.get(process_id=process, flow_task=node, status=STATUS.NEW)
        activation = node.activation_class(task)
        activation.assign(user)
        activation.start(None)
        activation.process.data = {**activation.process.data, **answers}
        activation.process.save()
        activation.execute()


def run() -> float:
    call_command("migrate", verbosity=0)
    user = User.objects.create_superuser("mo")
    opened = [Request.start.run(facts=told["facts"]).pk for _ in range(told["cases"])]
    began = perf_counter()
    for name, answers in told["steps"]:
        for process in opened:
            complete(process, getattr(Request, name), user, answers)
    seconds = perf_counter() - began
    finished = Process.objects.filter(status=STATUS.DONE).count()
    assert finished == len(opened), f"expected {len(opened)} cases to finish, but {finished} did"
    return len(opened) * len(told["steps"]) / seconds


if __name__ == "__main__":
    print(json.dumps(run()))
