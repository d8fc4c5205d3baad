"""Parts of the model that stand alone: the ends of their figures by programme, here or elsewhere.

A part carries all that its programmes need, so that another process can run them. What they find
is the same wherever that is, and whatever else runs."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tasks.protect.audit.walk import shows_enough
from tasks.protect.summands import Entries, Whole

if TYPE_CHECKING:
    from tasks.protect.audit.programmes import Programme

BATCH = 100_000
"""Entries times figures that are worth a batch: smaller parts go together."""


class Rows(NamedTuple):
    """Per row of a model: its value in a complete table, its bounds, its least and greatest value
    in any table so far."""

    value: Whole
    lo: Whole
    hi: Whole
    seen_lo: Whole
    seen_hi: Whole


class Part(NamedTuple):
    """Some rows of the model, numbered anew in the same order; number is what the model calls them.
    figures are the ones to be bound, work is how much all programmes may take."""

    entries: Entries
    figures: Whole
    number: Whole
    rows: Rows
    refused_at_most: int
    work: float
    whole_numbers: bool


def make_part(
    entries: Entries,
    figures: Whole,
    rows: Rows,
    refused_at_most: int,
    work: float,
    whole_numbers: bool,
) -> Part:
    """The part of these entries, with copies of what stands in its rows."""
    number = np.union1d(entries.row, entries.summand)
    row, summand, figure = (
        np.searchsorted(number, column) for column in (entries.row, entries.summand, figures)
    )
    return Part(
        Entries(row, summand, entries.times), figure, number,
        Rows(*(column[number] for column in rows)), refused_at_most, work, whole_numbers,
    )  # fmt: skip


class End(NamedTuple):
    """What the programme of an end found: the end, None when its work ran out before, and a table,
    if any: a value per summand of the part."""

    row: int
    upper: bool
    end: int | None
    table: Whole | None


class Found(NamedTuple):
    """What the programmes of a part found, in rows and summands of the model, and what work they
    took."""

    ends: list[End]
    summands: Whole
    method: str
    work: int


Each = Callable[[Callable[[list[Part]], list[Found]], Iterable[list[Part]]], Iterable[list[Found]]]
"""Applies a function to batches, in their order: `map`, or what has workers do it."""


def batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts together that are worth a batch, in their order."""
    together: list[Part] = []
    size = 0
    for part in parts:
        together.append(part)
        size += len(part.entries.row) * len(part.figures)
        if size >= BATCH:
            yield together
            together, size = [], 0
    if together:
        yield together


def find_ends(parts: list[Part]) -> list[Found]:
    """Run the programmes of parts for the figures that are not settled."""
    return [_found(part) for part in parts]


def _found(part: Part) -> Found:
    from tasks.protect.audit.programmes import Programme

    rows = part.rows
    programme = Programme(part.entries, rows.lo, rows.hi, whole_numbers=part.whole_numbers)
    ends = [
        _end(part, programme, int(figure), upper=upper)
        for figure in part.figures
        for upper in (False, True)
        if programme.work < part.work and not _is_settled(part, figure, upper=upper)
    ]
    return Found(ends, part.number[programme.summands], programme.name, programme.work)


def _is_settled(part: Part, figure: int, *, upper: bool) -> bool:
    rows = part.rows
    low, high = rows.seen_lo[figure], rows.seen_hi[figure]
    is_reached = high == rows.hi[figure] if upper else low == rows.lo[figure]
    return bool(is_reached or shows_enough(low, high, part.refused_at_most))


def _end(part: Part, programme: "Programme", figure: int, *, upper: bool) -> End:
    end, table = programme.end(figure, part.rows.value, upper=upper)
    if table is not None:
        _see(part, programme.summands, table)
    return End(int(part.number[figure]), upper, end, table)


def _see(part: Part, summands: Whole, table: Whole) -> None:
    """Note the values of a table, given in summands: figures that it settles need no programme."""
    entries, rows, value = part.entries, part.rows, np.zeros(len(part.number), np.int64)
    at = np.searchsorted(summands, entries.summand)
    np.add.at(value, entries.row, entries.times * table[at])
    if np.all((value >= rows.lo) & (value <= rows.hi)):
        rows.value[:] = value
        np.minimum(rows.seen_lo, value, out=rows.seen_lo)
        np.maximum(rows.seen_hi, value, out=rows.seen_hi)
