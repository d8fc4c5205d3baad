"""Each layout that the page for analysts names lands by the entries that it names."""

from collections.abc import Callable

import openpyxl
import pytest

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tests.receive.broken_files import T1, T2
from tests.receive.conftest import SHARP, Writer, landed
from tests.receive.test_layouts import written

Enter = Callable[..., None]


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
