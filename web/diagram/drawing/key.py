"""Explains the signs of state, for a list beside the picture."""

from dataclasses import dataclass

from web.diagram.drawing.badges import badge
from web.diagram.drawing.svg import Svg, tag
from web.diagram.geometry import Point
from web.diagram.marks import STATES, Marks
from web.diagram.telling.words import STATE_WORDS


@dataclass(frozen=True, slots=True)
class Sign:
    """A state that occurs, its sign as a small SVG, and what it means."""

    state: str
    words: str
    svg: Svg


def key_of(marks: Marks) -> list[Sign]:
    return [Sign(state, STATE_WORDS[state], _sign(state)) for state in STATES if getattr(marks, state)]


def _sign(state: str) -> Svg:
    drawn = _thick_line() if state == "path" else badge(state, Point(0, 0))
    return tag("svg", drawn, css="diagram-sign", viewBox="-11 -11 22 22", width=22.0, height=22.0, aria_hidden="true")


def _thick_line() -> Svg:
    return tag("path", d="M-10 0H10", css="is-path", color="#003078", stroke="currentColor", stroke_width=3.0)
