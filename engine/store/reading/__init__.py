"""The lists and numbers that pages and programs ask for, each in one query."""
