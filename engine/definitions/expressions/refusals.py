"""What is said when an expression is refused, or cannot be worked out from the facts."""


class ExpressionRefused(Exception):
    """The text is not in the language of expressions; the sentence names what is and says what may stand instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ExpressionFailed(Exception):
    """The expression is sound, but the facts of this case do not fit it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unfit(Exception):
    """A value that an operation cannot take; becomes an ExpressionFailed that names the expression."""
