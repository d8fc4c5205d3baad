"""Files that break a sentence of the contract each, and what the sender is told of it.

The planted 977 is never told.
"""

from collections.abc import Callable

from openpyxl.workbook import Workbook

from tasks.synthesise import Layout
from tests.receive.conftest import ALL_ASSAULT, BI_ANNUAL, SHARP

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
    ("a star", put(T1, "C6", "*"), "the cell holds the sign of a suppressed one"),
    ("a decimal", put(T1, "D7", 977.5), "the cell holds a decimal"),
    ("a negative", put(T1, "C6", -977), "the cell holds a negative one"),
    ("a formula", put(T1, "E8", "=C8+977"), "row 8, column E: The cell must hold a value"),
    ("an error value", put(T1, "C9", "#N/A"), "row 9, column C: The cell holds an error value"),
    ("a thousands separator", put(T1, "C6", "1,977"), "a separator of thousands"),
    ("text", put(T1, "C6", "n/a 977"), "row 6, column C: A count must be a whole number"),
    ("a mark beside a count", put(T1, "C6", "977 (p)"), "a number with a mark or words beside it"),
    ("a date", put(T1, "C6", "2012-04-01"), "the cell holds a date"),
    ("true", put(T1, "C6", True), "row 6, column C: A count must be a whole number"),
    ("a huge number", put(T1, "C6", 9.77e12), "the cell holds one that is too large"),
]
AREAS = [
    ("an unknown code", put(T1, "A6", "E23000977"), "row 6, column A: The area code"),
    (
        "another code that is no area",
        put(T1, "A6", "Z"),
        "row 6, column A: The area code is not one",
    ),
    ("a blank code", put(T1, "A6", None), "row 6, column A: The area code is blank"),
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
    (
        "a table missing",
        lambda book: book.remove(book[T2]),
        "month by force and age group is missing. Ask the sender for the whole workbook.",
    ),
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
        "month by force is missing. Ask the sender for the whole workbook.",
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
    ("Period", "ever since", "Period is missing"),
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
        "a measure not agreed",
        (BI_ANNUAL, "HES", Layout(orientation="wide")),
        put("T1 Region by month", "C6", "FCEs"),
        "row 6, column C: The measure is not one",
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
