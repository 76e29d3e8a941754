"""The pages, one module each; importing them adds their routes to the blueprint."""

from web.pages import begin, case, cases, happened, letters, notes, plans, queue, signing_in, task

__all__ = ["begin", "case", "cases", "happened", "letters", "notes", "plans", "queue", "signing_in", "task"]
