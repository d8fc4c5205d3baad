"""What stands on a sheet of the workbook besides its figures."""

import re
from collections.abc import Iterable, Sequence

from tasks.protect.policy import Rung
from tasks.publish import design
from tasks.publish.release_content import Content, Input, TableSheet
from tasks.publish.words import each, extract, rounding, symbol_key

NO_TABLE = "This sheet contains no table."
ONE_TABLE = "This sheet contains one table."
LINKS = "The name of each sheet is a link to it."


def contents(content: Content) -> dict[str, str]:
    """Return what each sheet after Contents shows, by its name."""
    protection = content.protection
    return {
        "Cover": "What this release is, its latest months and the dates of its data",
        "Notes": "How to read the figures",
        protection.name: protection.title,
        **{sheet.name: sheet_title(sheet) for sheet in content.sheets},
    }


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
        f"{design.MARKING}. {design.NOT_OFFICIAL}.",
        *symbol_key(content, sheet.symbols),
        *_status_key(sheet),
        _rounding(content, sheet),
        *each("Source", (design.SOURCES[source] for source in sheet.sources)),
        *each("Codes", (design.CAUSES[cause] for cause in sheet.causes)),
        *each("Measure", (design.MEASURES[measure] for measure in sheet.measures)),
        *each("Data as at", _as_at(content.inputs, sheet)),
        *([sheet.remark] if sheet.remark else []),
        *design.SHORT_CAVEATS[:2],
        "The sheet Notes says more.",
    ]


def protection_lines(content: Content) -> list[str]:
    """Return the lines between the title of the sheet Protection and its table."""
    rule = content.rule
    return [
        ONE_TABLE,
        f"{design.MARKING}. {design.NOT_OFFICIAL}.",
        f"Hidden: shown as {_either(rule.rungs)}.",
        f"Shown more coarsely: rounded to more than {rule.finest.base}, or shown as"
        f" {_either(rule.coarser)}.",
        f"Withheld: shown as {rule.withheld.symbol}. These are among the hidden ones.",
        "A figure that stands on several sheets is counted on each.",
        "The sheet Notes says more.",
    ]


def _either(rungs: Sequence[Rung]) -> str:
    *others, last = [rung.symbol for rung in rungs]
    return " or ".join([*filter(None, [", ".join(others)]), last])


def _status_key(sheet: TableSheet) -> list[str]:
    words = design.STATUSES if sheet.periods_down else design.STATUS_MARKS
    return [text for status, text in words.items() if status in sheet.statuses]


def _rounding(content: Content, sheet: TableSheet) -> str:
    below_national = set() if sheet.is_national else {content.rule.finest.base}
    return rounding(below_national.union(sheet.roundings))


def _as_at(inputs: Iterable[Input], sheet: TableSheet) -> list[str]:
    return [
        f"{extract(file)}, {file.dataset}"
        for file in inputs
        if file.dataset in sheet.datasets and file.source in sheet.sources
    ]
