"""The ministerial workbook: a release's tables, to the Analysis Function's rules."""

from datetime import date, datetime, time
from pathlib import Path

import duckdb

from tasks.publish.workbook_content import Content, read_content
from tasks.publish.workbook_package import save
from tasks.publish.workbook_sheets import (
    add_contents,
    add_cover,
    add_notes,
    add_table_sheet,
    empty_workbook,
)
from tasks.publish.workbook_words import (
    cover_sections,
    document_title,
    marked,
    notes,
    sheet_lines,
    sheet_title,
)

COVER = "What this release is, its latest months and the dates of its data"
NOTES = "How to read the figures"


def write_workbook(
    connection: duckdb.DuckDBPyConnection, month: date, revision: int, path: Path
) -> int:
    """Write a release's workbook from an open release store; return its number of sheets.

    Cover, Contents and Notes, then the sheets of ``sql/reference/sheet.csv`` whose tables the
    release has. The same release gives the same bytes.

    Raises:
        LookupError: the store has no such release.
        OSError: ``path`` cannot be written.
    """
    content = read_content(connection, month, revision)
    title = document_title(content)
    titles = {sheet.name: sheet_title(sheet) for sheet in content.sheets}
    workbook = empty_workbook(title)
    add_cover(workbook, title, cover_sections(content))
    add_contents(workbook, marked(content, "Contents"), {"Cover": COVER, "Notes": NOTES, **titles})
    add_notes(workbook, marked(content, "Notes"), notes(content))
    for sheet in content.sheets:
        title = marked(content, titles[sheet.name])
        add_table_sheet(workbook, sheet, title, sheet_lines(content, sheet))
    save(workbook, path, _stamp(content))
    return len(workbook.sheetnames)


def _stamp(content: Content) -> datetime:
    return datetime.combine(content.data_as_at, time(12))
