"""The diagram of the measurements in the words of Viewflow."""

from datetime import timedelta
from typing import Any

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process


def _no_page(request: Any, **kwargs: Any) -> None:
    """Tasks are completed by code here, as a page would do it."""


class Request(flow.Flow):
    """Check a request and send the decision."""

    process_class = Process

    start = flow.StartHandle(this.receive).Next(this.check_request)
    check_request = (
        flow.View(_no_page).OnTimeout(timedelta(days=42), this.late, interrupting=False).Next(this.is_approved)
    )
    late = flow.End()
    is_approved = (
        flow.If(lambda activation: activation.process.data["outcome"] == "approved")
        .Then(this.send_decision)
        .Else(this.refused)
    )
    send_decision = flow.View(_no_page).Next(this.sent)
    refused = flow.End()
    sent = flow.End()

    def receive(self, activation: Any, facts: dict[str, str]) -> Any:
        activation.process.data = facts
        return activation.process
