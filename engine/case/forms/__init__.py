"""Forms: what a task asks, and every fault of the answers in plain English."""

from engine.case.forms.faults import FormFaults
from engine.case.forms.fields import Field, Option
from engine.case.forms.form import Form
from engine.case.forms.reminders import Reminder
from engine.case.rejections import Fault

__all__ = ["Fault", "Field", "Form", "FormFaults", "Option", "Reminder"]
