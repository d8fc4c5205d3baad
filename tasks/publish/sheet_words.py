"""What stands on a sheet of the workbook besides its figures."""

import re
from collections.abc import Iterable

from tasks.publish import look
from tasks.publish.content import Content, Input, TableSheet
from tasks.publish.words import each, extract, rounding, symbol_key

NO_TABLE = "This sheet contains no table."
ONE_TABLE = "This sheet contains one table."
LINKS = "The name of each sheet is a link to it."


def sheet_title(sheet: TableSheet) -> str:
    """Return what the sheet shows, with its first and last period."""
    periods = dict.fromkeys((sheet.first_period, sheet.last_period))
    return f"{sheet.title}, {' to '.join(periods)}"


def table_name(sheet: str) -> str:
    """Return the name of a sheet's table."""
    return re.sub(r"\W+", "_", sheet).lower()


def sheet_lines(content: Content, sheet: TableSheet) -> list[str]:
    """Return the lines between a sheet's title and its table, the number of tables first."""
    return [
        ONE_TABLE,
        f"{look.MARKING}. {look.NOT_OFFICIAL}.",
        *symbol_key(content, sheet.symbols, is_national=sheet.is_national),
        *_status_key(sheet),
        _rounding(content, sheet),
        *each("Source", (look.SOURCES[source] for source in sheet.sources)),
        *each("Codes", (look.CAUSES[cause] for cause in sheet.causes)),
        *each("Measure", (look.MEASURES[measure] for measure in sheet.measures)),
        *each("Data as at", _as_at(content.inputs, sheet)),
        *([sheet.remark] if sheet.remark else []),
        *look.SHORT_CAVEATS[:2],
        "The sheet Notes says more.",
    ]


def _status_key(sheet: TableSheet) -> list[str]:
    words = look.STATUSES if sheet.periods_down else look.STATUS_MARKS
    return [text for status, text in words.items() if status in sheet.statuses]


def _rounding(content: Content, sheet: TableSheet) -> str:
    below_national = set() if sheet.is_national else {content.rule.base}
    return rounding(below_national.union(sheet.roundings))


def _as_at(inputs: Iterable[Input], sheet: TableSheet) -> list[str]:
    return [
        f"{extract(file)}, {file.dataset}"
        for file in inputs
        if file.dataset in sheet.datasets and file.source in sheet.sources
    ]
