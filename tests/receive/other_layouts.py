"""Three layouts that are not the contract's, and the profile by which each is read.

Each holds the counts of a drop of the contract's layout.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tasks.synthesise.counts import Series
from tasks.synthesise.tables import Table
from tests.receive.conftest import BI_ANNUAL, SHARP

SYNTHETIC = "Synthetic test data. No count is real."
HANDLING = "OFFICIAL-SENSITIVE. Small numbers are not suppressed."
MONTHS = {"2012-04": "Apr 2012", "2012-05": "May 2012", "2012-06": "Jun 2012"}
AGES = [
    *("Under 16", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65 and over"),
    "Not known",
]


@dataclass(frozen=True)
class OtherLayout:
    """A layout: the drop that it holds, how to write it, and the rows of its profile."""

    name: str
    dataset: str
    file_name: str
    write: Callable[[Path, list[Table]], None]
    profile: str
    entries: str


def title_page(path: Path, tables: list[Table]) -> None:
    """A title page of free text; ages and headers in other words; notes with no row above them."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Title page"
    for line in (
        "Hospital admissions for assault with a sharp object",
        "Prepared for the Home Office under DARS-NIC-612092-Q0Y6F",
        "Period covered: April 2012 to June 2012 (2012-13 provisional)",
        "Drawn from HES on 10 August 2012",
        HANDLING,
        SYNTHETIC,
        "Contact: 020 7946 0977",
    ):
        sheet.append([line])
        sheet.append([])
    for table in tables:
        sheet = book.create_sheet(table.heading.sheet)
        with_age = len(table.heading.dimensions) > 2
        sheet.append(["Force code", "Force", *(["Aged"] if with_age else []), *MONTHS.values()])
        for one in table.series:
            age = ["0 to 15" if one.age == "Under 16" else one.age] if with_age else []
            sheet.append([one.area_code, one.area_name, *age, *one.fae])
        sheet.append(["Source: NHS Digital, 2012."])
        sheet.append(["Area is that of residence."])
    book.save(path)


def sheet_a_measure(path: Path, tables: list[Table]) -> None:
    """No Cover; a sheet for each measure with all tables on it, years and months across."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name in ("Admissions", "Episodes"):
        sheet = book.create_sheet(name)
        sheet.append([SYNTHETIC])
        for table in tables:
            sheet.append([])
            sheet.append([table.heading.title])
            headers = [dimension.header for dimension in table.heading.dimensions]
            sheet.append([*headers, *(MONTHS.get(one, one) for one in table.series[0].periods)])
            for one in table.series:
                labels = [getattr(one, dimension.field) for dimension in table.heading.dimensions]
                sheet.append([*labels, *(one.fae if name == "Admissions" else one.fce)])
    book.save(path)


def ages_across(path: Path, tables: list[Table]) -> None:
    """Ages across the top, merged above their months, and a total that is a formula no more."""
    book = openpyxl.Workbook()
    cover = book["Sheet"]
    cover.title = "About"
    for row in (
        ("Agreement number", "DARS-NIC-612092-Q0Y6F"),
        ("Collection", "Sharp object"),
        ("Supplied by", "NHS Digital"),
        ("ICD-10", "X99"),
        ("From", "April 2012 to June 2012"),
        ("Release", "2012/13 M03"),
        ("Years", "2012-13 provisional"),
        ("Drawn on", "2012-08-10"),
        ("Caution", HANDLING),
        ("Content", SYNTHETIC),
    ):
        cover.append(row)
    by_force, by_age = tables
    _months_across(book.create_sheet("By force"), by_force.series, [])
    ages = sorted({one.age for one in by_age.series})
    _months_across(book.create_sheet("By force and age"), by_age.series, ages)
    book.save(path)


def _months_across(sheet: Worksheet, series: list[Series], ages: list[str]) -> None:
    if ages:
        sheet.append(["", "", *(cell for age in ages for cell in (age, "", ""))])
        for at in range(len(ages)):
            sheet.merge_cells(
                start_row=1, end_row=1, start_column=3 + 3 * at, end_column=5 + 3 * at
            )
    sheet.append(["Code", "Police Force Area", *[*MONTHS.values()] * max(len(ages), 1)])
    for row in _by_area(series):
        sheet.append(row)


def _by_area(series: list[Series]) -> Iterator[list[str | int]]:
    areas = dict.fromkeys((one.area_code, one.area_name) for one in series)
    for code, name in areas:
        of_area = sorted((one for one in series if one.area_code == code), key=lambda one: one.age)
        yield [code, name, *(count for one in of_area for count in one.fae)]


LAYOUTS = [
    OtherLayout(
        "title page",
        SHARP,
        "sharp_object_by_force_2012-13_M03.xlsx",
        title_page,
        "title page,sharp object by force *,,",
        """\
title page,sheet name,Title page,cover,
title page,cover text,Prepared for * under {},agreement,
title page,cover text,Period covered: {} (*,period,
title page,cover text,Period covered: * ({}),status,
title page,cover text,Drawn from {} on *,source,
title page,cover text,Drawn from * on {},extract date,
title page,cover text,OFFICIAL*,handling,
title page,cover text,Synthetic test data*,content,
title page,file name,sharp object by force {}.xlsx,extract,
title page,constant,,dataset,monthly sharp object
title page,constant,,cause,X99
title page,header,Force code,pfa code,
title page,header,Force,area name,
title page,header,Aged,age group,
title page,cell,0 to 15,age group,Under 16
title page,row,Source: *,end of table,
""",
    ),
    OtherLayout(
        "sheet a measure",
        BI_ANNUAL,
        "HES biannual 2012-13 M03 drawn 2012-08-10.xlsx",
        sheet_a_measure,
        "sheet a measure,HES biannual *,,",
        """\
sheet a measure,sheet name,Admissions,measure,FAE
sheet a measure,sheet name,Episodes,measure,FCE
sheet a measure,sheet name,Admissions,cover,
sheet a measure,cover text,Synthetic test data*,content,
sheet a measure,file name,HES biannual {} drawn *,extract,
sheet a measure,file name,HES biannual * drawn {}.xlsx,extract date,
sheet a measure,constant,,agreement,DARS-NIC-612092-Q0Y6F
sheet a measure,constant,,dataset,bi-annual sharp object
sheet a measure,constant,,source,HES
sheet a measure,constant,,cause,X99
sheet a measure,constant,,period,April 2012 to June 2012
sheet a measure,constant,,status,2012-13 provisional
sheet a measure,constant,,handling,OFFICIAL-SENSITIVE
""",
    ),
    OtherLayout(
        "ages across",
        SHARP,
        "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M03.xlsx",
        ages_across,
        "ages across,,HES,monthly sharp object",
        """\
ages across,sheet name,About,cover,
ages across,sheet name,By force and age,band,-1
ages across,cover label,Agreement number,agreement,
ages across,cover label,Collection,dataset,
ages across,cover label,Supplied by,source,
ages across,cover label,ICD-10,cause,
ages across,cover label,From,period,
ages across,cover label,Release,extract,
ages across,cover label,Years,status,
ages across,cover label,Drawn on,extract date,
ages across,cover label,Caution,handling,
ages across,cell,Sharp object,dataset,monthly sharp object
ages across,cell,NHS Digital,source,HES
ages across,header,Code,pfa code,
"""
        + "".join(f"ages across,header,{age},age group,{age}\n" for age in AGES),
    ),
]
