"""A layout that is not the contract's lands by rows of reference tables alone, or is refused."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tests.receive.broken_files import T1, T2, Edit, put
from tests.receive.conftest import SHARP, Writer, edited, landed, refused, tables_of
from tests.receive.other_layouts import LAYOUTS, OtherLayout
from tests.receive.test_layouts import written

Enter = Callable[..., None]
TITLE_PAGE, SHEET_A_MEASURE, AGES_ACROSS = LAYOUTS


def laid_out(layout: OtherLayout, folder: Path) -> Path:
    path = folder / layout.file_name
    _, tables = tables_of(layout.dataset, "HES")
    layout.write(path, tables)
    return path


def entered(layout: OtherLayout, enter: Enter, without: str = "", more: str = "") -> None:
    assert without in layout.entries
    entries = layout.entries.replace(without, "", 1) if without else layout.entries
    enter(delivery_profile=layout.profile + "\n", delivery_entry=entries + more)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_another_layout_lands_with_the_same_counts_by_a_profile_alone(
    data: DataFolder, drops: Path, enter: Enter, layout: OtherLayout
) -> None:
    path = laid_out(layout, drops)
    entered(layout, enter)
    receipt = receive_drop(path, data)

    assert receipt.outcome == "landed", receipt
    assert landed(data) == written(layout.dataset, "HES")


def test_a_profile_leaves_other_files_to_the_contract(
    data: DataFolder, write: Writer, enter: Enter
) -> None:
    entered(TITLE_PAGE, enter)
    (path,) = write(SHARP)

    assert receive_drop(path, data).outcome == "landed"
    assert landed(data) == written(SHARP, "HES")


def merge_less(book: openpyxl.Workbook) -> None:
    sheet = book["By force and age"]
    sheet.unmerge_cells("C1:E1")
    sheet.merge_cells("C1:D1")


def merge_counts(book: openpyxl.Workbook) -> None:
    book["By force"].merge_cells("C3:D3")


def no_first_age(book: openpyxl.Workbook) -> None:
    sheet = book["By force and age"]
    sheet.unmerge_cells("C1:E1")
    sheet["C1"] = None


def exchanged(book: openpyxl.Workbook) -> None:
    sheet = book["By force and age"]
    sheet["F1"], sheet["I1"] = sheet["I1"].value, sheet["I1"].value


BROKEN: list[tuple[str, OtherLayout, str, str, Edit | None, str]] = [
    (
        "two profiles that match",
        TITLE_PAGE,
        "",
        "",
        None,
        "Two delivery profiles match the file (other, title page)",
    ),
    (
        "a constant that the file contradicts",
        AGES_ACROSS,
        "",
        "ages across,constant,,extract,2012/13 M02\n",
        None,
        "The Cover, the file's name or the delivery profile gives the extract twice with",
    ),
    (
        "a pattern that reads two things",
        TITLE_PAGE,
        "title page,cover text,Drawn from * on {},extract date,\n",
        "title page,cover text,Drawn*{} 2012,extract date,\n",
        None,
        "A pattern of the delivery profile could read more than one thing",
    ),
    (
        "an entry of an unknown meaning",
        TITLE_PAGE,
        "",
        "title page,header,Sum,total,\n",
        None,
        "An entry of the delivery profile says nothing that such an entry may say (title page,",
    ),
    (
        "a constant that calls it synthetic",
        TITLE_PAGE,
        "",
        "title page,constant,,content,Synthetic test data\n",
        None,
        "(title page, constant, content, Synthetic test data)",
    ),
    (
        "an entry twice",
        AGES_ACROSS,
        "",
        "ages across,header,CODE,la code,\n",
        None,
        "The delivery profile enters a text twice (ages across, header, code)",
    ),
    (
        "a measure in the sheet's name and in its header",
        AGES_ACROSS,
        "",
        "ages across,sheet name,By force,measure,FAE\nages across,sheet name,By *,measure,FCE\n",
        None,
        "say the same of the counts twice",
    ),
    ("a column left of the first age", AGES_ACROSS, "", "", no_first_age, "do not say what those"),
    (
        "a header merged over too few columns",
        AGES_ACROSS,
        "",
        "",
        merge_less,
        "row 1, column C: The header is merged over fewer",
    ),
    ("an age twice", AGES_ACROSS, "", "", exchanged, "The header stands twice"),
    (
        "an age that no table knows",
        AGES_ACROSS,
        "ages across,header,16-17,age group,16-17\n",
        "ages across,header,16-17,age group,16 to 71\n",
        None,
        "a label that no reference table knows",
    ),
    (
        "a header above others of an unknown text",
        AGES_ACROSS,
        "ages across,header,16-17,age group,16-17\n",
        "",
        None,
        "column C: The header is not a dimension",
    ),
    (
        "a band that is left out",
        AGES_ACROSS,
        "ages across,sheet name,By force and age,band,-1\n",
        "",
        None,
        "The header stands twice",
    ),
    (
        "a measure's sheet that is left out",
        SHEET_A_MEASURE,
        "sheet a measure,sheet name,Episodes,measure,FCE\n",
        "sheet a measure,sheet name,Episodes,no table,\n",
        None,
        "does not hold the measures that were agreed",
    ),
    (
        "a measure that its sheet does not say",
        SHEET_A_MEASURE,
        "sheet a measure,sheet name,Episodes,measure,FCE\n",
        "",
        None,
        "does not hold the measures that were agreed",
    ),
    (
        "counts in the row that ends the table",
        TITLE_PAGE,
        "",
        "title page,row,Metropolitan*,end of table,\n",
        None,
        "There are counts after",
    ),
    # The guards of the contract.
    (
        "a merged count",
        AGES_ACROSS,
        "",
        "",
        lambda b: b["By force"].merge_cells("C3:D3"),
        "is merged",
    ),
    ("a star", TITLE_PAGE, "", "", put(T1, "C2", "*"), "the sign of a suppressed one"),
    ("a formula", SHEET_A_MEASURE, "", "", put("Episodes", "C5", "=1+976"), "not a formula"),
    (
        "a formula in a column of nothing",
        AGES_ACROSS,
        "",
        "",
        put("By force", "F2", "=C2"),
        "not a formula",
    ),
]


@pytest.mark.parametrize(
    ("what", "layout", "without", "more", "edit", "told"), BROKEN, ids=[one[0] for one in BROKEN]
)
def test_nothing_is_read_by_guess(
    data: DataFolder,
    drops: Path,
    enter: Enter,
    what: str,
    layout: OtherLayout,
    without: str,
    more: str,
    edit: Edit | None,
    told: str,
) -> None:
    path = laid_out(layout, drops)
    entered(layout, enter, without, more)
    if what == "two profiles that match":
        enter(delivery_profile="other,*2012*,,\n")

    assert told in refused(edited(path, edit) if edit else path, data)


def months_without_year(book: openpyxl.Workbook) -> str:
    for sheet in (book[T1], book[T2]):
        for cell in sheet[5]:
            cell.value = {"Apr-12": "April", "May-12": "May", "Jun-12": "June"}.get(
                cell.value, cell.value
            )
    return "x,sheet name,Table *,band,-1\n" + "".join(
        f"x,header,{month},month of the year,{number}\n"
        for number, month in enumerate(("April", "May", "June"), 4)
    )


def forces_across(book: openpyxl.Workbook) -> str:
    rows = [[cell.value for cell in row] for row in book[T1].iter_rows(min_row=5, max_row=53)]
    codes, names, *months = zip(*rows, strict=True)
    book.remove(book[T1])
    sheet = book.create_sheet("By month")
    sheet.append(["Month", *names[1:]])
    for month in months:
        sheet.append(month)
    return of_names("header", codes[1:], names[1:])


def names_alone(book: openpyxl.Workbook) -> str:
    rows = [[cell.value for cell in row[:2]] for row in book[T1].iter_rows(min_row=6, max_row=53)]
    for sheet in (book[T1], book[T2]):
        sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges))))
        sheet.delete_cols(1)
    header = "x,header,Police Force Area of residence,pfa code,\n"
    return header + of_names("cell", *zip(*rows, strict=True))


def of_names(place: str, codes: tuple[str, ...], names: tuple[str, ...]) -> str:
    return "".join(
        f'x,{place},"{name}",pfa code,{code}\n' for code, name in zip(codes, names, strict=True)
    )


def totals(book: openpyxl.Workbook) -> str:
    book[T1]["F5"] = "Total"
    book[T1]["F7"] = 977
    book[T1].insert_rows(6)
    for cell, value in zip(book[T1][6], ["", "Sum of all", 1, 2, 3], strict=False):
        cell.value = value
    return "x,header,Total,ignored,\nx,row,Sum of *,ignored,\n"


def sheet_an_age(book: openpyxl.Workbook) -> str:
    header, *rows = [[cell.value for cell in row] for row in book[T2].iter_rows(5, 5 + 351)]
    book.remove(book[T2])
    ages = sorted({row[2] for row in rows})
    for age in ages:
        sheet = book.create_sheet(age)
        for row in (header, *(row for row in rows if row[2] == age)):
            sheet.append([*row[:2], *row[3:]])
    return "".join(f"x,sheet name,{age},age group,{age}\n" for age in ages)


def in_parts(book: openpyxl.Workbook) -> str:
    rows = [[cell.value for cell in row] for row in book[T1].iter_rows(min_row=5, max_row=53)]
    book.remove(book[T1])
    for name, part in (("North", rows[1:20]), ("South", rows[20:])):
        sheet = book.create_sheet(name)
        for row in (rows[0], *part):
            sheet.append(row)
    return "x,sheet name,North,part,North\nx,sheet name,South,part,South\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit", [months_without_year, forces_across, names_alone, totals, sheet_an_age, in_parts]
)
def test_what_the_page_for_analysts_names_lands_with_the_same_counts(
    data: DataFolder, write: Writer, enter: Enter, edit: Callable[[openpyxl.Workbook], str]
) -> None:
    (path,) = write(SHARP)
    book = openpyxl.load_workbook(path)
    entries = edit(book)
    book.save(path)
    enter(delivery_profile="x,,HES,monthly sharp object\n", delivery_entry=entries)
    receipt = receive_drop(path, data)

    assert receipt.outcome == "landed", receipt
    assert landed(data) == written(SHARP, "HES")
