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


def drop_month(sheet: str) -> Edit:
    """Take every row of one month out of a long table."""

    def edit(workbook: Workbook) -> None:
        cells = workbook[sheet]
        for row in range(cells.max_row, 5, -1):
            if cells.cell(row, 3).value == "May-12":
                cells.delete_rows(row)

    return edit


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
    ("a thousands separator", put(T1, "C6", "1,977"), "row 6, column C: A count must be a whole"),
    ("text", put(T1, "C6", "n/a 977"), "row 6, column C: A count must be a whole number"),
    ("true", put(T1, "C6", True), "row 6, column C: A count must be a whole number"),
    ("a huge number", put(T1, "C6", 9.77e12), "row 6, column C: A count must be a whole number"),
]
AREAS = [
    ("an unknown code", put(T1, "A6", "E23000977"), "row 6, column A: The area code"),
    (
        "another code that is no area",
        put(T1, "A6", "Z"),
        "row 6, column A: The area code is not one",
    ),
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
    ("a second header row", copy_row(T1, 5, 7), "The table is in the file twice"),
    (
        "no blank row before the footnotes",
        put(T1, "A54", "Source: NHS."),
        "The area code is not one",
    ),
    (
        "no dimension in the header",
        lambda book: book[T1].delete_cols(1, 2),
        "month by force is mis",
    ),
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
    ("Status", None, "Status is missing"),
    ("Handling", None, "Handling is missing"),
]
NAMES = [
    ("dataset", "NIC-612092-Q0Y6F_AllAssault_HES_2012-13_M03.xlsx", "another dataset than"),
    ("source", "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_PEDW_2012-13_M03.xlsx", "another source than"),
    (
        "year",
        "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2013-14_M03.xlsx",
        "another financial year than",
    ),
    (
        "month",
        "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M04.xlsx",
        "another extract month than",
    ),
    (
        "agreement",
        "NIC-000000-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M03.xlsx",
        "another agreement than",
    ),
]
LONG, CSV = Layout(orientation="long"), Layout(file_format="csv")
# In a layout or a dataset of their own.
OTHERS: list[tuple[str, tuple[str, str, Layout], Edit, str]] = [
    (
        "episodes in a monthly table",
        (SHARP, "HES", LONG),
        put(T1, "D4", "FCE"),
        "hold the measures",
    ),
    ("a month missing down a column", (SHARP, "HES", LONG), drop_month(T1), "every_month_present"),
    ("months across and down", (SHARP, "HES", Layout()), put(T1, "B5", "Month"), "both across its"),
    (
        "a Welsh total that does not add up",
        (SHARP, "PEDW", Layout()),
        put(T1, "C10", 97700),
        "country_adds_up",
    ),
    (
        "bands above all ages",
        (ALL_ASSAULT, "HES", Layout()),
        put("Table 1 PFA", "D6", 1),
        "age_bands_within_all_ages",
    ),
    (
        "authorities that do not add up",
        (ALL_ASSAULT, "HES", Layout()),
        put("Table 2 LA", "D6", 97700),
        "local_authorities_add_up",
    ),
    (
        "an unknown authority",
        (ALL_ASSAULT, "HES", Layout()),
        put("Table 2 LA", "A6", "E07000977"),
        "The area code",
    ),
    (
        "a month after the period",
        (BI_ANNUAL, "HES", Layout()),
        put("T1 Region by month", "C5", "July 2012"),
        "lies outside the Cover's",
    ),
    (
        "a day as a month",
        (BI_ANNUAL, "HES", Layout()),
        put("T1 Region by month", "C5", "12 April 2012"),
        "lies outside the Cover's",
    ),
    (
        "a year that is none",
        (BI_ANNUAL, "HES", Layout()),
        put("T3 PFA by year", "C5", "2012-14"),
        "The month or year is not like",
    ),
    (
        "a gender not agreed",
        (BI_ANNUAL, "HES", Layout()),
        put("T4 Gender by year", "A5", "Unspecified"),
        "The gender",
    ),
    (
        "an ethnic group not agreed",
        (BI_ANNUAL, "HES", Layout()),
        put("T6 Ethnicity by year", "A5", "Other"),
        "The ethnic group",
    ),
    (
        "a measure missing",
        (BI_ANNUAL, "HES", Layout()),
        drop_column("T3 PFA by year", 5),
        "does not hold the measures",
    ),
    (
        "fewer episodes than admissions",
        (BI_ANNUAL, "HES", Layout()),
        put("T3 PFA by year", "E5", 0),
        "episodes_not_below_admissions",
    ),
    (
        "a breakdown that disagrees",
        (BI_ANNUAL, "HES", Layout()),
        put("T4 Gender by year", "C5", 97700),
        "breakdowns_agree",
    ),
]
CONTRACT = Path(__file__).parents[2] / "docs" / "contract.md"


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


@pytest.mark.parametrize(
    ("name", "told"), [pytest.param(name, told, id=what) for what, name, told in NAMES]
)
def test_a_name_that_disagrees_with_the_cover_is_refused(
    data: DataFolder, write: Writer, name: str, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(path.rename(path.with_name(name)), data)


@pytest.mark.parametrize("name", ["=cmd.xlsx", "@SUM(1).xlsx", "+1.xlsx", "-1.xlsx", " =1.xlsx"])
def test_a_name_that_would_run_as_a_formula_is_refused(
    data: DataFolder, write: Writer, name: str
) -> None:
    (path,) = write(SHARP)

    assert "as a formula of a spreadsheet" in refused(path.rename(path.with_name(name)), data)


@pytest.mark.parametrize("name", ["extract.xlsx", "NIC-612092-Q0Y6F_final.xlsx"])
def test_a_name_that_says_nothing_is_only_a_hint(
    data: DataFolder, write: Writer, name: str
) -> None:
    (path,) = write(SHARP)

    assert receive_drop(path.rename(path.with_name(name)), data).outcome == "landed"


@pytest.mark.parametrize(
    ("drop", "edit", "told"),
    [pytest.param(drop, edit, told, id=what) for what, drop, edit, told in OTHERS],
)
def test_the_other_datasets_and_layouts_are_held_to_their_contract(
    data: DataFolder, write: Writer, drop: tuple[str, str, Layout], edit: Edit, told: str
) -> None:
    (path,) = write(*drop)

    assert told in refused(edited(path, edit), data)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"not a zip", "not a readable xlsx workbook"),
        ("a.csv", "Période".encode("latin-1"), "not in UTF-8"),
        ("a.csv", b"a\x00b", "control characters"),
        ("a.csv", b"", "no Cover"),
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


def test_a_label_that_the_cover_gives_twice(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    edited(path, lambda book: book["Cover"].append(["Status", "2013-14 provisional"]))

    assert "gives a label twice" in refused(path, data)


def test_a_workbook_without_a_cover(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)

    assert "no Cover" in refused(edited(path, lambda book: book.remove(book["Cover"])), data)


def test_a_csv_file_without_its_cover(data: DataFolder, write: Writer) -> None:
    path, _ = write(SHARP, layout=CSV)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[12:]), encoding="utf-8")

    assert "no Cover" in refused(path, data)


def test_a_refused_file_leaves_the_store_as_it_was_to_the_byte(
    data: DataFolder, write: Writer
) -> None:
    (path,) = write(ALL_ASSAULT)
    assert receive_drop(path, data).outcome == "landed"
    (original,) = data.originals.iterdir()
    before = [data.secure_store.read_bytes(), original.read_bytes()]
    for edit in (put(T1, "C6", "*"), put(T1, "C6", 97700), put("Cover", "B5", "Registry")):
        (path,) = write(SHARP)
        assert receive_drop(edited(path, edit), data).outcome == "refused"

        assert [
            data.secure_store.read_bytes(),
            *(one.read_bytes() for one in data.originals.iterdir()),
        ] == before


ALONE = {
    "a label twice": "gives a label twice",
    "no Cover": "no Cover",
    "a CSV file without its Cover": "no Cover",
    "two tables in a CSV file": "exactly one table",
    "Content: None": "ended on 27 January 2025",
}


def test_the_contract_lists_each_sentence_with_a_file_that_breaks_it() -> None:
    cases = {what: told for what, _, told in (*VALUES, *AREAS, *TABLES)}
    cases |= {f"{label}: {value}": told for label, value, told in COVER}
    cases |= {f"a name of another {what}": told for what, _, told in NAMES}
    cases |= {what: told for what, _, _, told in OTHERS} | ALONE
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in CONTRACT.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| the contract says")
    ]

    assert len(rows) > 60
    for _, broken_by, told in rows:
        if broken_by:
            known = cases[broken_by].rpartition(": ")[2]
            assert known in told or told in known, broken_by
