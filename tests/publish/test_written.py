"""The files as written: the workbook says what cells.csv says, or there is no release."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tasks.check import CheckFailedError
from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.release import protect
from tasks.publish import release
from tasks.publish.written import NoValueError
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise import write_drop

Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, int]:
    """A release of May 2012 in the store; its files are still to be written."""
    drops = tmp_path_factory.mktemp("written")
    data = DataFolder(drops / "data")
    data.prepare()
    make_throw_away_key(data)
    for dataset in ("monthly sharp object", "all assault"):
        (path,) = write_drop(drops, dataset, "HES", "2012/13 M02")
        receive_drop(path, data)
    conform(data)
    return data, protect(data).revision


def replaced(old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        cells = folder / "cells.csv"
        cells.write_text(cells.read_text().replace(old, new, 1))

    return edit


def one_figure_more(folder: Path) -> None:
    (path,) = folder.glob("*.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["National month"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "May 2012")
    figure = next(cell for cell in sheet[row] if isinstance(cell.value, int))
    figure.value += 1
    workbook.save(path)


def a_formula(folder: Path) -> None:
    (path,) = folder.glob("*.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["National month"]["A1"].value = "=1+1"
    workbook.save(path)


def one_line_less(folder: Path) -> None:
    cells = folder / "cells.csv"
    cells.write_text("\n".join(cells.read_text().splitlines()[:-1]) + "\n")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (replaced("table,cause", "Table,cause"), "cells_have_their_columns"),
        (replaced("[c]", "[d]"), "cells_show_digits_or_symbols"),
        (replaced("[c]", "0"), "workbook_is_the_cells"),
        (one_line_less, "cells_are_the_release"),
        (one_figure_more, "workbook_is_the_cells"),
        (a_formula, "holds a formula"),
    ],
)
def test_files_that_disagree_make_no_release(
    protected: tuple[DataFolder, int], monkeypatch: pytest.MonkeyPatch, edit: Edit, told: str
) -> None:
    data, revision = protected
    check_written = release.check_written

    def spoiled(connection: object, month: date, revision: int, folder: Path) -> object:
        edit(folder)
        return check_written(connection, month, revision, folder)  # type: ignore[arg-type]

    monkeypatch.setattr(release, "check_written", spoiled)
    with pytest.raises((CheckFailedError, NoValueError), match=told):
        release.publish(data, date(2012, 5, 1), revision)

    assert [path for path in data.releases.rglob("*") if path.is_file()] == []


def test_files_that_agree_stand(protected: tuple[DataFolder, int]) -> None:
    data, revision = protected
    receipt = release.publish(data, date(2012, 5, 1), revision)

    assert receipt.files_gate is not None
    assert receipt.files_gate.failed == receipt.files_gate.warned == ()
    assert receipt.files_gate.subject == f"2012-05/r{revision}"
    assert (receipt.folder / "manifest.json").exists()
