"""The file of the workbook: properties, times, bytes."""

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook

from tasks.store.folders import DataFolder
from tests.publish.invented import all_figures, release_of, store, written


def test_two_runs_give_the_same_bytes(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(all_figures()))
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    written(data, first)
    written(data, second)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_in_the_file_tells_when_it_was_written(path: Path, workbook: Workbook) -> None:
    noon = datetime(2024, 3, 11, 12)
    assert (workbook.properties.created, workbook.properties.modified) == (noon, noon)
    with ZipFile(path) as package:
        stamps = {part.date_time for part in package.infolist()}
    assert stamps == {(2024, 3, 11, 12, 0, 0)}


def test_document_properties_are_set(workbook: Workbook) -> None:
    properties = workbook.properties
    assert properties.title.endswith("Hospital admissions for assault, January 2024, release r1")
    assert properties.creator == properties.lastModifiedBy == "Home Office"
    assert properties.language == "en-GB"
    assert "assault" in properties.keywords
