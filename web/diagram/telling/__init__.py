"""The same diagram in words: kinds in plain English, reading order, rows of the text view."""
