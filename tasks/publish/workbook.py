"""The ministerial workbook: a release's tables, to the Analysis Function's rules."""

from pathlib import Path

from tasks.publish.notes import cover_sections
from tasks.publish.release_content import Content
from tasks.publish.reproducible_zip import save
from tasks.publish.sheet_notes import sheet_notes
from tasks.publish.sheet_words import contents, sheet_lines, sheet_title, top_lines
from tasks.publish.words import document_title, marked
from tasks.publish.workbook_sheets import (
    add_contents,
    add_cover,
    add_notes,
    add_table_sheet,
    empty_workbook,
)


def write_workbook(content: Content, path: Path) -> int:
    """Write a release's workbook; return its number of sheets.

    Cover, Contents, Notes and Protection, then the sheets of ``sql/reference/sheet.csv`` whose
    tables the release has. The same release gives the same bytes.

    Raises:
        OSError: ``path`` cannot be written.
    """
    title = document_title(content)
    workbook = empty_workbook(title)
    add_cover(workbook, title, cover_sections(content))
    add_contents(workbook, marked(content, "Contents"), contents(content))
    notes = sheet_notes(content)
    add_notes(workbook, marked(content, "Notes"), notes)
    protection = content.protection
    title = marked(content, protection.title)
    add_table_sheet(workbook, protection, title, top_lines(notes, protection))
    for sheet in content.sheets:
        title = marked(content, sheet_title(sheet))
        add_table_sheet(workbook, sheet, title, sheet_lines(notes, content, sheet))
    save(workbook, path, content.stamp)
    return len(workbook.sheetnames)
