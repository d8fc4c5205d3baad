"""The ministerial workbook: a release's tables, to the Analysis Function's rules."""

from pathlib import Path

from tasks.publish.content import Content
from tasks.publish.notes import cover_sections, notes
from tasks.publish.package import save
from tasks.publish.sheet_words import sheet_lines, sheet_title
from tasks.publish.words import document_title, marked
from tasks.publish.workbook_sheets import (
    add_contents,
    add_cover,
    add_notes,
    add_table_sheet,
    empty_workbook,
)

COVER = "What this release is, its latest months and the dates of its data"
NOTES = "How to read the figures"


def write_workbook(content: Content, path: Path) -> int:
    """Write a release's workbook; return its number of sheets.

    Cover, Contents and Notes, then the sheets of ``sql/reference/sheet.csv`` whose tables the
    release has. The same release gives the same bytes.

    Raises:
        OSError: ``path`` cannot be written.
    """
    title = document_title(content)
    titles = {sheet.name: sheet_title(sheet) for sheet in content.sheets}
    workbook = empty_workbook(title)
    add_cover(workbook, title, cover_sections(content))
    add_contents(workbook, marked(content, "Contents"), {"Cover": COVER, "Notes": NOTES, **titles})
    add_notes(workbook, marked(content, "Notes"), notes(content))
    for sheet in content.sheets:
        title = marked(content, titles[sheet.name])
        add_table_sheet(workbook, sheet, title, sheet_lines(content, sheet))
    save(workbook, path, content.stamp)
    return len(workbook.sheetnames)
