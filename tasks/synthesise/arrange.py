"""The arrangement of a drop's tables on sheets."""

from collections.abc import Iterator
from itertools import groupby

from tasks.synthesise.counts import Series
from tasks.synthesise.layout import Layout, MonthStyle, Wording
from tasks.synthesise.sheet import Cell, Merge, Row, Sheet, stacked
from tasks.synthesise.tables import NOTE, Table
from tasks.synthesise.wording import month_cell, worded

SOURCE_MONTHS: dict[str, MonthStyle] = {"HES": "Apr-12", "PEDW": "April 2012"}
# HES writes names as the register does; PEDW writes them without hyphens.
SOURCE_WORDING: dict[str, Wording] = {"HES": "delivered", "PEDW": "unhyphenated"}
ZEROS: dict[str, Cell] = {"0": 0, "-": "-", "blank": None, "absent": 0}


def arranged_sheets(tables: list[Table], source: str, layout: Layout) -> list[Sheet]:
    """Return the data sheets of a drop in the layout: one per table, or one for all."""
    sheets = [_arranged(table, source, layout) for table in tables]
    if layout.stacked:
        sheets = [stacked("Tables", sheets)]
    return [sheet.shifted(layout.right, layout.down) for sheet in sheets]


def _arranged(table: Table, source: str, layout: Layout) -> Sheet:
    above = [Row([table.heading.title], "title"), Row([NOTE]), Row([])]
    below = [Row([]), *(Row([footnote]) for footnote in table.footnotes)]
    if not _is_wide(table, layout):
        rows = [_long_header(table, layout), *_long_rows(table, source, layout)]
        return Sheet(table.heading.sheet, [*above, *rows, *below])
    band, merges = _band(table, layout, len(above))
    rows = [*band, _wide_header(table, source, layout), *_wide_rows(table, source, layout)]
    return Sheet(table.heading.sheet, [*above, *rows, *below], merges)


def _is_wide(table: Table, layout: Layout) -> bool:
    if table.heading.period_header == "Year":
        return False
    if layout.orientation == "delivered":
        return table.heading.is_wide
    return layout.orientation == "wide"


def _long_header(table: Table, layout: Layout) -> Row:
    names = [*_dimension_headers(table), table.heading.period_header, *table.measures]
    return Row([worded(name, layout.wording) for name in names], "heading")


def _wide_header(table: Table, source: str, layout: Layout) -> Row:
    names = [*_dimension_headers(table), *_measure_header(table)]
    return Row(
        [*(worded(name, layout.wording) for name in names), *_periods(table, source, layout)],
        "heading",
    )


def _dimension_headers(table: Table) -> list[str]:
    return [dimension.header for dimension in table.heading.dimensions]


def _measure_header(table: Table) -> list[str]:
    # Months across the header leave no columns for two measures: each has its own rows.
    return ["Measure"] if len(table.measures) > 1 else []


def _band(table: Table, layout: Layout, row: int) -> tuple[list[Row], list[Merge]]:
    if not layout.band:
        return [], []
    column = len(_dimension_headers(table)) + len(_measure_header(table))
    cells: list[Cell] = [None] * column
    merges: list[Merge] = []
    for year, months in groupby(table.series[0].periods, _financial_year):
        width = len(list(months))
        if width > 1:
            merges.append(Merge(row, column, column + width - 1))
        cells += [year, *[None] * (width - 1)]
        column += width
    return [Row(cells, "heading")], merges


def _financial_year(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    first = year if number >= 4 else year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def _wide_rows(table: Table, source: str, layout: Layout) -> Iterator[Row]:
    zero = _zero(source, layout, is_wide=True)
    for series in table.series:
        labels = _labels(table, series, source, layout)
        for measure in table.measures:
            measure_label = [measure] if len(table.measures) > 1 else []
            counts = [count or zero for count in _counts(series, measure)]
            yield Row([*labels, *measure_label, *counts])


def _long_rows(table: Table, source: str, layout: Layout) -> Iterator[Row]:
    zero = _zero(source, layout, is_wide=False)
    periods = _periods(table, source, layout)
    labels = [_labels(table, series, source, layout) for series in table.series]
    counts = [_by_period(table, series) for series in table.series]
    for row, period in _long_order(table, len(periods)):
        values = counts[row][period]
        if layout.zero != "absent" or any(values):
            yield Row([*labels[row], periods[period], *(value or zero for value in values)])


def _long_order(table: Table, periods: int) -> Iterator[tuple[int, int]]:
    if table.heading.years_first:
        return ((row, period) for period in range(periods) for row in range(len(table.series)))
    return ((row, period) for row in range(len(table.series)) for period in range(periods))


def _by_period(table: Table, series: Series) -> list[tuple[int, ...]]:
    return list(zip(*(_counts(series, measure) for measure in table.measures), strict=True))


def _counts(series: Series, measure: str) -> list[int]:
    return series.fae if measure == "FAE" else series.fce


def _periods(table: Table, source: str, layout: Layout) -> list[Cell]:
    periods = table.series[0].periods
    if table.heading.period_header == "Year":
        return [*periods]
    style = SOURCE_MONTHS[source] if layout.months == "delivered" else layout.months
    return [month_cell(period, style) for period in periods]


def _labels(table: Table, series: Series, source: str, layout: Layout) -> list[Cell]:
    wording = SOURCE_WORDING[source] if layout.wording == "delivered" else layout.wording
    return [
        worded(label, wording) if dimension.field == "area_name" else label
        for dimension in table.heading.dimensions
        for label in [getattr(series, dimension.field)]
    ]


def _zero(source: str, layout: Layout, *, is_wide: bool) -> Cell:
    if layout.zero != "delivered":
        return ZEROS[layout.zero]
    return "-" if source == "PEDW" and is_wide else 0
