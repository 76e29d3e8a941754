"""Shows forms as JSON."""

from typing import Any

from engine.case.forms import Form


def form_record(form: Form | None) -> dict[str, Any] | None:
    """The words of a form, the order of its questions, and the JSON Schema (2020-12) of its answers."""
    if form is None:
        return None
    order = [field.name for field in form.fields()]
    return {"title": form.title, "help": form.help, "order": order, "schema": form.schema, "bulk": form.bulk}
