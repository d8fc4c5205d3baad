"""What an inspection found, in words and as one HTML page that loads nothing else."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.receive.inspection import Inspection

ENTRIES, PROFILES = "sql/reference/delivery_entry.csv", "sql/reference/delivery_profile.csv"
TEMPLATE = Path(__file__).with_name("inspected.html.jinja")
GOOD = "It keeps every sentence of the contract that can be held to without the extract before."
# Those of a Cover or a header that nobody has seen can be many.
MOST_UNKNOWN = 40


def in_words(inspected: Inspection) -> str:
    """Return what an inspection found, in lines."""
    return "\n".join(
        [
            f"{inspected.file_name}",
            *(f"  {line}" for line in _recognised(inspected)),
            *_under("Not recognised:", _unknown(inspected)),
            *_under("What the contract says, and the file does not keep:", _failing(inspected)),
            *(() if inspected.failing else (f"  {GOOD}",)),
        ]
    )


def page(inspected: Sequence[Inspection]) -> str:
    """Return the same as an HTML page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        inspected=inspected, good=GOOD, entries=ENTRIES, profiles=PROFILES, most=MOST_UNKNOWN
    )


def _recognised(inspected: Inspection) -> Iterator[str]:
    if inspected.profile:
        yield f"Read by the delivery profile: {inspected.profile}"
    if inspected.cover:
        yield "Cover:"
    for one in inspected.cover:
        yield f"  {one.field}: {': '.join(filter(None, (one.at, one.reading)))}"
    for table in inspected.tables:
        kind = inspected.kind_of(table)
        yield f"Table on sheet '{table.sheet}', header in row {table.row}: {kind}"
        yield f"  {table.data_rows} rows, {table.count_columns} columns of counts"
        for dimension in inspected.of_table(table):
            yield f"  {dimension.dimension} ({dimension.at}): {dimension.labels}"
    if inspected.profile and not inspected.tables:
        yield "No table was found: no row names a dimension and a month, a year or a measure."


def _unknown(inspected: Inspection) -> Iterator[str]:
    for one in inspected.unknown[:MOST_UNKNOWN]:
        yield f"{one.at}: {one.what}{f': {one.text}' if one.text else ''}"
    if (more := len(inspected.unknown) - MOST_UNKNOWN) > 0:
        yield f"and {more} more"


def _failing(inspected: Inspection) -> Iterator[str]:
    for one in inspected.failing:
        yield f"{one.sentence}: {one.reason}" if one.sentence else one.reason
        if one.entry:
            yield f"  If the file means it, a row of {ENTRIES}: {one.entry}"
    if inspected.profile and not inspected.is_whole:
        yield "The tables are held to the contract when dataset, source and period are read."


def _under(title: str, lines: Iterator[str]) -> list[str]:
    found = [f"    {line}" for line in lines]
    return [f"  {title}", *found] if found else []
