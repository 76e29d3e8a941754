"""People without an account: the links that they answer through, their reminders, and what a family may know."""
