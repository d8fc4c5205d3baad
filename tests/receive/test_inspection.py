"""An inspection says what is recognised and what would mend the rest; it says no count."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from flows.__main__ import main
from flows.exit_codes import ExitCode
from tasks.receive.inspected import in_words, page
from tasks.receive.inspection import inspect
from tests.receive.broken_files import T1, put
from tests.receive.conftest import SHARP, Writer, edited
from tests.receive.test_delivery_profile import (
    AGES_ACROSS,
    LAYOUTS,
    TITLE_PAGE,
    OtherLayout,
    entered,
    laid_out,
)

Enter = Callable[..., None]
GOOD = "It keeps every sentence of the contract"


def test_a_good_file_is_recognised_whole(write: Writer) -> None:
    (path,) = write(SHARP)
    told = in_words(inspect(path))

    for line in (
        "Read by the delivery profile: contract",
        "extract: cover label, Sheet 'Cover', row 8, column B: 2012-13 M03",
        "Table on sheet 'Table 2 PFA by age', header in row 5: counts by month by force and age",
        "pfa code (column A): 48 recognised",
        "age group (column C): 9 recognised",
        "month (header row 5): 3 recognised, 2012-04-01 to 2012-06-01",
        GOOD,
    ):
        assert line in told
    assert "not recognised in" not in told


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_another_layout_is_recognised_by_its_profile(
    drops: Path, enter: Enter, layout: OtherLayout
) -> None:
    path = laid_out(layout, drops)
    assert GOOD not in in_words(inspect(path))
    entered(layout, enter)
    told = in_words(inspect(path))

    assert f"Read by the delivery profile: {layout.name}" in told
    assert GOOD in told


def test_what_is_not_recognised_names_its_place_and_the_entry_that_mends_it(
    drops: Path, enter: Enter
) -> None:
    path = laid_out(TITLE_PAGE, drops)
    bare = in_words(inspect(path))
    entered(TITLE_PAGE, enter, without="title page,cell,0 to 15,age group,Under 16\n")
    told = in_words(inspect(path))

    assert "Sheet 'Table 2 PFA by age', row 1, column C: header of no table: Aged" in bare
    assert "Sheet 'Title page': sheet of which nothing is recognised" in bare
    assert "PROFILE,file name,PATTERN,extract," in bare
    assert "age group (column C): 8 recognised, not recognised in 39 rows" in told
    assert "Sheet 'Table 2 PFA by age', row 2, column C: The age is not one" in told
    assert "title page,cell,TEXT,MEANING,VALUE" in told


def test_an_unknown_header_is_said_with_its_text(write: Writer) -> None:
    (path,) = write(SHARP)
    told = in_words(inspect(edited(path, put(T1, "D5", "Spring"))))

    assert "Sheet 'Table 1 PFA', row 5, column D: header: Spring" in told
    assert "A table is found by its header row: Sheet 'Table 1 PFA', row 5, column D:" in told
    assert "PROFILE,header,Spring,MEANING," in told


@pytest.mark.parametrize("layout", [None, TITLE_PAGE, AGES_ACROSS])
def test_no_count_and_no_markup_of_the_file_is_said(
    write: Writer, drops: Path, layout: OtherLayout | None
) -> None:
    path = laid_out(layout, drops) if layout else write(SHARP)[0]

    def planted(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[-1]
        sheet["A1"], sheet["D3"], sheet["A9"] = "<b>977</b>", 977, "977"
        sheet["C2"], sheet["C5"] = "977 of 977", "<script>"
        book.create_sheet("977 <i>")["A1"] = "Total 977"
        book.worksheets[0]["A1"] = "<img> 977"
        book.worksheets[0]["A30"], book.worksheets[0]["B30"] = "Period", "977"

    inspected = inspect(edited(path, planted))
    for told in (in_words(inspected), page([inspected])):
        assert "977" not in told
    assert not re.search(r"<(?:b|i|img|script)>", in_words(inspected) + page([inspected]))
    assert inspected.failing


def test_a_file_that_cannot_be_read_says_why(drops: Path) -> None:
    (drops / "a.xlsx").write_bytes(b"no workbook")

    assert "not a readable xlsx workbook" in in_words(inspect(drops / "a.xlsx"))


def test_a_folder_is_inspected_as_a_page_and_nothing_else_is_written(
    write: Writer, drops: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = write(SHARP)
    (drops / "b.xlsx").write_bytes(b"no workbook")
    out = tmp_path / "page.html"
    before = sorted(tmp_path.rglob("*"))

    assert main(["inspect", str(path)]) == ExitCode.DONE
    assert main(["inspect", str(drops), "--html", str(out)]) == ExitCode.SOME_REFUSED
    assert sorted(tmp_path.rglob("*")) == sorted([*before, out])
    said = capsys.readouterr().out
    assert said.count(path.name) == 2
    assert GOOD in said
    html = out.read_text(encoding="utf-8")
    assert html.count("<h2>") == 2
    assert "counts by month by force and age group" in html
    assert not re.search(r"(?:src|href)=", html)
