"""The type of the slides: its sizes, and the one that fits a box."""

from collections.abc import Sequence
from textwrap import wrap

TITLE_POINTS = (28, 24, 22, 20)
BODY_POINTS = (18, 16, 14, 12)
FIGURE_POINTS, LABEL_POINTS, CAPTION_POINTS = 36, 14, 12
LINE = 1.2  # height of a line, in its points
AFTER = 6  # points after a paragraph
# Mean width of a character of Arial, in its points; wider than any sentence of a release has been.
WIDTH, BOLD_WIDTH = 0.5, 0.53


def fitting(
    texts: Sequence[str], sizes: Sequence[int], width: float, height: float, *, bold: bool = False
) -> int:
    """Return the largest of the sizes in which paragraphs fit a box of inches, or the smallest."""
    fit = (size for size in sizes if inches_high(texts, size, width, bold=bold) <= height)
    return next(fit, sizes[-1])


def inches_high(texts: Sequence[str], points: int, width: float, *, bold: bool = False) -> float:
    """Return how high paragraphs stand in a box of that width, in inches."""
    across = int(width * 72 / (points * (BOLD_WIDTH if bold else WIDTH)))
    lines = sum(max(1, len(wrap(text, across))) for text in texts)
    return (lines * points * LINE + (len(texts) - 1) * AFTER) / 72
