"""What people without an account see and send, and the boards of what they were asked."""

from web.pages.outside import answering, family, reminders, requests

__all__ = ["answering", "family", "reminders", "requests"]
