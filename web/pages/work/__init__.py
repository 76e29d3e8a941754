"""What somebody has to do: their queue, tasks one by one and together, and what they are told."""

from web.pages.work import complete_together, drafts, hand_over, notices, queue, saved_views, shortcuts, task

__all__ = ["complete_together", "drafts", "hand_over", "notices", "queue", "saved_views", "shortcuts", "task"]
