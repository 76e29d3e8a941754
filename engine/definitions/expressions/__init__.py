"""The closed language of expressions in diagrams: no attributes, no statements, no side effects, bounded work."""

from engine.definitions.expressions.expression import Expression, compile_expression, is_fact_name, parse_script
from engine.definitions.expressions.functions import FUNCTIONS, TIMER_FUNCTIONS
from engine.definitions.expressions.refusals import ExpressionFailed, ExpressionRefused
from engine.definitions.expressions.timer import TimerExpression, compile_timer
from engine.definitions.expressions.wording import is_name

__all__ = [
    "FUNCTIONS",
    "TIMER_FUNCTIONS",
    "Expression",
    "ExpressionFailed",
    "ExpressionRefused",
    "TimerExpression",
    "compile_expression",
    "compile_timer",
    "is_fact_name",
    "is_name",
    "parse_script",
]
