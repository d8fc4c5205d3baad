"""A layout that is not the contract's lands by rows of reference tables alone, or is refused."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tests.receive.broken_files import T1, Edit, put
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


def no_first_age(book: openpyxl.Workbook) -> None:
    sheet = book["By force and age"]
    sheet.unmerge_cells("C1:E1")
    sheet["C1"] = None


def exchanged(book: openpyxl.Workbook) -> None:
    sheet = book["By force and age"]
    sheet["F1"], sheet["I1"] = sheet["I1"].value, sheet["I1"].value


Broken = tuple[str, OtherLayout, str, str, Edit | None, str]
BROKEN: list[Broken] = [
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
]
# The guards of the contract hold under every profile.
GUARDS: list[Broken] = [
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
    ("what", "layout", "without", "more", "edit", "told"),
    [
        *(pytest.param(*one, id=one[0]) for one in BROKEN),
        *(pytest.param(*one, id=one[0], marks=pytest.mark.slow) for one in GUARDS),
    ],
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
