"""What a slide is made of: blocks of text, figures, charts, tiles and tables on a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tasks.publish import design


@dataclass(frozen=True)
class Box:
    """A place on the grid: of 12 columns the first and how many; inches from the top, and high."""

    column: int
    columns: int
    top: float
    height: float


@dataclass(frozen=True)
class Text:
    """Paragraphs of the body, under a heading if it has one, or those of a caption."""

    lines: Sequence[str]
    heading: str = ""
    is_caption: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The heading, if there is one, and the lines."""
        return [self.heading, *self.lines] if self.heading else list(self.lines)


@dataclass(frozen=True)
class Figure:
    """A key figure: its status stands small beside it."""

    label: str
    shown: str
    status: str
    remark: str


@dataclass(frozen=True)
class Drawn:
    """A series of a chart, a value a category, None where no figure is shown.

    ``look`` is line, mean, limit, or one of points alone: points, hollow, diamonds. ``marked`` are
    bars with a colour of their own. ``label`` is written at the last value, ``event`` at the first.
    ``intervals`` are lower and upper limits.
    """

    name: str
    values: Sequence[float | None]
    colour: str = design.DARK_BLUE
    look: str = "line"
    marked: Mapping[int, str] = field(default_factory=dict)
    label: str = ""
    event: str = ""
    intervals: Sequence[tuple[float, float] | None] = ()


@dataclass(frozen=True)
class Chart:
    """A native chart: lines, dots with intervals, columns or bars.

    Categories are names, or the first days of months; ``every`` is how many categories, or months,
    the labels of the axis are apart.
    """

    text: str
    caption: str
    categories: Sequence[str] | Sequence[date]
    series: Sequence[Drawn]
    kind: str = "line"
    every: int = 1
    number_format: str = "#,##0"


@dataclass(frozen=True)
class Tile:
    """A force on the tile map."""

    name: str
    row: int
    column: int
    value: str
    paper: str
    ink: str


@dataclass(frozen=True)
class TileMap:
    """The forces as tiles, what their colours mean, and England's value."""

    text: str
    tiles: Sequence[Tile]
    key: Sequence[tuple[str, str, str]]
    beside: str


@dataclass(frozen=True)
class Table:
    """A native table; ``widths`` are shares of its width."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]


Block = Text | Figure | Chart | TileMap | Table


@dataclass(frozen=True)
class Page:
    """A slide: a message for its title, blocks in reading order, what the speaker says."""

    title: str
    blocks: Sequence[tuple[Box, Block]]
    notes: Sequence[str]
