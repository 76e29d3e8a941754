"""The office: who works in it, for whom and when they are away, what they may decide, and where and when they meet."""
