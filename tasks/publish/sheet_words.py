"""What stands on a sheet of the workbook besides its figures: few lines, the rest is notes."""

import re
from collections.abc import Callable, Iterable, Sequence

from openpyxl.utils import get_column_letter

from tasks.publish import design
from tasks.publish.notes import breakdowns_withheld, episodes_withheld
from tasks.publish.release_content import CAPPED, Content, PlainSheet, TableSheet
from tasks.publish.sheet_notes import SheetNotes
from tasks.publish.words import symbol_key

NO_TABLE = "This sheet contains no table."
ONE_TABLE = "This sheet contains one table."
LINKS = "The name of each sheet is a link to it."
CONTENTS_HEADERS = ("Sheet", "What it shows")
NOTE_HEADERS = ("Note", "What it says", "Sheets")


def contents(content: Content) -> dict[str, str]:
    """Return what each sheet after Contents shows, by its name."""
    protection = content.protection
    return {
        "Cover": "What this release is, its latest months and the dates of its data",
        "Notes": "How to read the figures: notes by number, and the sheets that each is about",
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


def top_lines(notes: SheetNotes, sheet: PlainSheet) -> list[str]:
    """Return the lines between a sheet's title and its table, the number of tables first."""
    return [
        ONE_TABLE,
        f"{design.MARKING}. {design.NOT_OFFICIAL}.",
        f"How to read it: notes {listed(notes.of(sheet.name))} on the sheet Notes.",
    ]


def sheet_lines(notes: SheetNotes, content: Content, sheet: TableSheet) -> list[str]:
    """Return the lines above a table of figures: which columns show none, and where it says why."""
    hidden: list[int] = []
    why: set[int] = set()
    for number, header in enumerate(sheet.figure_headers):
        shown = {row.shown[number] for row in sheet.rows}
        if not any(text.isdigit() or text.startswith(CAPPED) for text in shown):
            hidden.append(1 + len(sheet.text_headers) + number)
            why.update(map(notes.number, _why_hidden(content, sheet, header, shown)))
    lines = top_lines(notes, sheet)
    if hidden:
        columns = f"column{'s' if hidden[1:] else ''} {listed(hidden, get_column_letter)}"
        told = f"notes {listed(why)} say" if len(why) > 1 else f"note {listed(why)} says"
        lines.append(f"No figure is shown in {columns}: {told} why.")
    return lines


def listed(numbers: Iterable[int], name: Callable[[int], str] = str) -> str:
    """Return numbers in words, three or more in a row as a span: ``3, 4, 6 to 8 and 11``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    *others, last = [text for span in spans for text in _span([name(one) for one in span])]
    return f"{', '.join(others)} and {last}" if others else last


def _span(names: Sequence[str]) -> Sequence[str]:
    return names if len(names) < 3 else [f"{names[0]} to {names[-1]}"]


def _why_hidden(content: Content, sheet: TableSheet, header: str, shown: set[str]) -> Iterable[str]:
    """Return the notes that say why a column shows no figure."""
    if content.rule.withheld.symbol in shown and sheet.is_national:
        return [breakdowns_withheld(content.rule)]
    if content.rule.withheld.symbol in shown and header == "FCE":
        return [episodes_withheld(content.rule)]
    return symbol_key(content, shown)
