"""Each sentence of the contract, the file that breaks it, and what the sender is told.

A reason says where and what, never the text of the cell: the planted 977 must not be in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tasks.folders import DataFolder
from tasks.receive.drop import receive_drop
from tasks.store import secure_store
from tasks.synthesise import Layout
from tests.conftest import unsealed_file
from tests.receive.conftest import ALL_ASSAULT, BI_ANNUAL, SHARP, Writer, edited

T1, T2 = "Table 1 PFA", "Table 2 PFA by age"
Edit = Callable[[Workbook], object]


def put(sheet: str, cell: str, value: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        workbook[sheet][cell] = value

    return edit


def swap(sheet: str, one: str, other: str) -> Edit:
    def edit(workbook: Workbook) -> None:
        cells = workbook[sheet]
        cells[one].value, cells[other].value = cells[other].value, cells[one].value

    return edit


def drop_rows(sheet: str, first: int, number: int = 1) -> Edit:
    return lambda workbook: workbook[sheet].delete_rows(first, number)


def drop_column(sheet: str, number: int) -> Edit:
    return lambda workbook: workbook[sheet].delete_cols(number)


def copy_row(sheet: str, source: int, target: int) -> Edit:
    def edit(workbook: Workbook) -> None:
        for cell in workbook[sheet][source]:
            workbook[sheet].cell(target, cell.column, cell.value)

    return edit


# In the drops of April to June 2012: header in row 5, first counts in C6 (T1) and D6 (T2), the
# Metropolitan first; 39 + 4 + 4 rows and England in T1.
VALUES = [
    ("a star", put(T1, "C6", "*"), "row 6, column C: A count must be a whole number"),
    ("a decimal", put(T1, "D7", 977.5), "row 7, column D: A count must be a whole number"),
    ("a negative", put(T1, "C6", -977), "row 6, column C: A count must be a whole number"),
    ("a formula", put(T1, "E8", "=C8+977"), "row 8, column E: A count must be a value"),
    ("an error value", put(T1, "C9", "#N/A"), "row 9, column C: The cell holds an error value"),
    ("text", put(T1, "C6", "n/a 977"), "row 6, column C: A count must be a whole number"),
    ("true", put(T1, "C6", True), "row 6, column C: A count must be a whole number"),
    ("a huge number", put(T1, "C6", 9.77e12), "row 6, column C: A count must be a whole number"),
]
AREAS = [
    ("an unknown code", put(T1, "A6", "E23000977"), "row 6, column A: The area code"),
    ("another area's name", swap(T1, "B6", "B7"), "row 6, column B: The name is that of another"),
    ("a force twice", copy_row(T1, 6, 7), "row 7, column C: The row repeats"),
    ("a force missing", drop_rows(T1, 6), "row 5: The table lacks the row"),
    ("an age not agreed", put(T2, "C6", "Under 10"), "row 6, column C: The age"),
    ("a total that does not add up", put(T1, "C6", 97700), "country_adds_up"),
    ("ages that do not add up", put(T2, "D6", 97700), "ages_add_up"),
]
TABLES = [
    ("no such header", put(T1, "D5", "Spring"), "row 5, column D: The header is not"),
    ("a month twice", put(T1, "D5", "Apr-12"), "row 5, column D: The header stands twice"),
    ("a month missing", drop_column(T1, 4), "row 5: The header does not run over every month"),
    ("a date inside a month", put(T1, "C5", "2012-04-12"), "row 5, column C: The header is not"),
    ("a table missing", lambda book: book.remove(book[T2]), "month by force and age group is"),
    ("counts after a gap", put(T1, "C58", 977), "row 58, column C: There are counts after"),
    ("a value under no header", put(T1, "G6", 977), "row 6, column G: There is a value under no"),
    ("a table twice", lambda book: book.copy_worksheet(book[T1]), "The table is in the file twice"),
    ("another dataset's table", put(T2, "C5", "Age category"), "no table of this dataset"),
]
COVER = [
    ("Data sharing agreement", "DARS-NIC-000000-A0A0A", "another one"),
    ("Data sharing agreement", None, "another one"),
    ("Dataset", "Falls", "Dataset is missing"),
    ("Source", "Registry", "Source is missing"),
    ("Cause codes (ICD-10)", "X85-Y09", "Cause codes are not those"),
    ("Extract", "June", "Extract is missing"),
    ("Extract", "2012/14 M03", "Extract is missing"),
    ("Extract", "2012/13 M14", "Extract is missing"),
    ("Period", "May 2012 to June 2012", "Every extract starts in April 2012"),
    ("Period", "April 2012 to July 2012", "does not end with the month of its Extract"),
    ("Extract date", "soon", "Extract date is missing"),
    ("Extract date", "2012-05-01", "before the end of its Period"),
    ("Status", "2011-12 provisional; earlier years final", "another provisional year"),
]
NAMES = [
    ("NIC-612092-Q0Y6F_AllAssault_HES_2012-13_M03.xlsx", "another dataset than"),
    ("NIC-612092-Q0Y6F_MonthlyPFA_Sharp_PEDW_2012-13_M03.xlsx", "another source than"),
    ("NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2013-14_M03.xlsx", "another financial year than"),
    ("NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M04.xlsx", "another extract month than"),
    ("NIC-000000-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M03.xlsx", "another agreement than"),
]


def refused(path: Path, data: DataFolder) -> str:
    """The reasons for which a drop is refused, after checking that nothing of it was received."""
    receipt = receive_drop(path, data)
    reasons = "\n".join(receipt.reasons)
    folder = data.quarantine / receipt.sha256[:16]

    assert receipt.outcome == "refused"
    assert landed_rows(data) == 0
    assert list(data.originals.iterdir()) == []
    assert unsealed_file(data, folder / f"{path.name}.sealed") == path.read_bytes()
    assert reasons in (folder / "reason.txt").read_text()
    assert "977" not in reasons
    return reasons


def landed_rows(data: DataFolder) -> int:
    """Rows of every table but that of the rules' outcomes."""
    with secure_store(data) as connection:
        rows = connection.execute(
            "select sum(estimated_size) from duckdb_tables() "
            "where database_name = 'secure' and schema_name in ('landed', 'conformed')"
        )
        return rows.fetchone()[0]


@pytest.mark.parametrize(
    ("edit", "told"),
    [pytest.param(edit, told, id=what) for what, edit, told in (*VALUES, *AREAS, *TABLES)],
)
def test_a_workbook_that_breaks_the_contract_is_refused_whole(
    data: DataFolder, write: Writer, edit: Edit, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(edited(path, edit), data)


@pytest.mark.parametrize(("label", "value", "told"), COVER)
def test_a_cover_that_breaks_the_contract_is_refused(
    data: DataFolder, write: Writer, label: str, value: str | None, told: str
) -> None:
    (path,) = write(SHARP, cover={label: value})

    assert told in refused(path, data)


@pytest.mark.parametrize(("name", "told"), NAMES)
def test_a_name_that_disagrees_with_the_cover_is_refused(
    data: DataFolder, write: Writer, name: str, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(path.rename(path.with_name(name)), data)


@pytest.mark.parametrize("name", ["extract.xlsx", "NIC-612092-Q0Y6F_final.xlsx"])
def test_a_name_that_says_nothing_is_only_a_hint(
    data: DataFolder, write: Writer, name: str
) -> None:
    (path,) = write(SHARP)

    assert receive_drop(path.rename(path.with_name(name)), data).outcome == "landed"


@pytest.mark.parametrize(
    ("dataset", "edit", "told"),
    [
        (ALL_ASSAULT, put("Table 1 PFA", "D6", 1), "age_bands_within_all_ages"),
        (ALL_ASSAULT, put("Table 2 LA", "D6", 97700), "local_authorities_add_up"),
        (ALL_ASSAULT, put("Table 2 LA", "A6", "E07000977"), "The area code"),
        (BI_ANNUAL, put("T1 Region by month", "C5", "July 2012"), "lies outside the Cover's"),
        (BI_ANNUAL, put("T1 Region by month", "C5", "12 April 2012"), "lies outside the Cover's"),
        (BI_ANNUAL, put("T4 Gender by year", "A5", "Unspecified"), "The gender"),
        (BI_ANNUAL, put("T6 Ethnicity by year", "A5", "Other"), "The ethnic group"),
        (BI_ANNUAL, drop_column("T3 PFA by year", 5), "does not hold the measures"),
        (BI_ANNUAL, put("T3 PFA by year", "E5", 0), "episodes_not_below_admissions"),
        (BI_ANNUAL, put("T4 Gender by year", "C5", 97700), "breakdowns_agree"),
    ],
)
def test_the_other_datasets_are_held_to_their_contract(
    data: DataFolder, write: Writer, dataset: str, edit: Edit, told: str
) -> None:
    (path,) = write(dataset)

    assert told in refused(edited(path, edit), data)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"not a zip", "not a readable xlsx workbook"),
        ("a.csv", "Période".encode("latin-1"), "not in UTF-8"),
        ("a.csv", b"a\x00b", "control characters"),
        ("NIC-612092-Q0Y6F_AllAssault_HES_2012-13_M03.pdf", b"%PDF", "neither .xlsx nor .csv"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(
    data: DataFolder, drops: Path, name: str, content: bytes, told: str
) -> None:
    path = drops / name
    path.write_bytes(content)

    assert told in refused(path, data)


@pytest.mark.parametrize("cover", [{"Content": None}, {"Content": "Counts"}])
def test_of_a_file_outside_the_agreement_no_copy_is_kept(
    data: DataFolder, write: Writer, cover: dict[str, str | None]
) -> None:
    (path,) = write(SHARP, cover=cover)
    receipt = receive_drop(path, data)

    assert receipt.outcome == "refused"
    assert "ended on 27 January 2025" in receipt.reasons[0]
    assert list(data.quarantine.iterdir()) == list(data.originals.iterdir()) == []
    assert path.exists()
    assert landed_rows(data) == 0


def test_a_csv_file_holds_one_table(data: DataFolder, write: Writer) -> None:
    one, two = write(SHARP, layout=Layout(file_format="csv"))
    one.write_bytes(one.read_bytes() + b"\n" + two.read_bytes())

    assert "exactly one table" in refused(one, data)
