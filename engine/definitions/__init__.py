"""Process definitions: their packages, expressions, lint, comparison and the plan for moving a case between them."""
