"""What pictures are drawn from: one unit is a point on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from tasks.publish import design

WIDE = 482  # the text's width on a page of A4
FONT = f"{design.FONT}, Liberation Sans"


@dataclass(frozen=True)
class Picture:
    """A picture: its message, what is drawn in which units, and what it says in words.

    ``alt`` gives the message and end values to those who do not see it, ``note`` what a reader
    has to know besides.
    """

    title: str
    about: str
    svg: Markup
    alt: str
    note: str = ""


def svg(height: float, elements: Iterable[str], width: float = WIDE) -> Markup:
    """Return a picture of these elements."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}">'
    # Made of numbers and escaped texts only.
    return Markup(f"{head}{''.join(elements)}</svg>")  # noqa: S704


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 8.5,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = design.INK,
) -> str:
    """Write words with their foot at ``y``; ``anchor`` is start, middle or end."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" fill="{colour}"'
        f' font-weight="{weight}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def box(x: float, y: float, width: float, height: float, colour: str, edge: str = "none") -> str:
    """Fill a rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"'
        f' stroke="{edge}"/>'
    )


def line(
    points: Sequence[tuple[float, float]],
    colour: str = design.LINE,
    width: float = 0.75,
    dashes: str = "",
) -> str:
    """Draw a line through points."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def dot(
    x: float,
    y: float,
    fill: str = design.DARK_BLUE,
    edge: str = design.DARK_BLUE,
    radius: float = 3,
) -> str:
    """Draw a round mark."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{edge}"'
        f' stroke-width="1.25"/>'
    )
