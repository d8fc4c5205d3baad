"""Further members of each kind of plain meaning: they land with the same counts, or are told truly.

Each was met in the output of a program, or is what a person types.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tasks.synthesise import Layout
from tasks.synthesise.drop import write_tables
from tests.receive.broken_files import put
from tests.receive.conftest import SHARP, Counts, Reader, booked, tables_of
from tests.receive.test_hostile import (
    MAIN,
    RELATIONS,
    TYPES,
    Edit,
    Parts,
    add,
    parts_of,
    replace,
    zipped,
)
from tests.receive.test_hostile import T1 as PART
from tests.receive.test_other_programs import BookEdit, below, extension, months, renamed, zeros

pytestmark = pytest.mark.slow
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER_OF = {"April": 4, "May": 5, "June": 6}
NAME_OF = {"Apr-12": "April", "May-12": "May", "Jun-12": "June"}


def named(pattern: str) -> BookEdit:
    """Months by their name, abbreviation and number."""

    def write(text: str) -> str:
        name = NAME_OF[text]
        return pattern.format(name=name, abb=name[:3], n=NUMBER_OF[name])

    return months(write)


def rows(*lines: tuple[object, ...]) -> BookEdit:
    """A sheet more."""

    def edit(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("More")
        for line in lines:
            sheet.append(line)

    return edit


def on_cover(label: str, value: object) -> BookEdit:
    def edit(workbook: Workbook) -> None:
        workbook["Cover"].append((label, value))

    return edit


MONTHS = [
    *("{abb} 12", "{name}-12", "{abb}. 2012", "{abb}'12", "{abb} \u201912", "{abb}2012", "{abb}12"),
    *(
        "01{abb}2012",
        "2012 {abb}",
        "2012{abb}",
        "20120{n}",
        "2012/0{n}",
        "1.{n}.2012",
        "1-{abb}-12",
    ),
    *("{name},\n2012", "{name}\u202f2012", "{abb} \u2212 12", "1st of {name} 2012"),
    "2012-0{n}-01 00:00:00",
]
ZEROS = ["\u2043", "\u02d7", "\u2011", "\ufe63", "\u200b", "\u3000", "-\u00a0", "0.0", "00"]
COVER: list[tuple[str, object]] = [
    *(("B7", value) for value in ("Apr 12 to Jun 12", "2012-04 - 2012-06", "Apr-12 \u2013 Jun-12")),
    ("B7", "01/04/2012 to 30/06/2012"),
    *(("B8", value) for value in ("2012/13 - M03", "2012/13 M 3", "2012\u201113\u2003Month 3")),
    *(("B10", value) for value in ("10AUG2012", "10AUG2012:09:30:00", "20120810", "10.08.2012")),
    *(("B10", value) for value in ("Fri 10 Aug 2012", "10th of August 2012", "10/08/12 09:30")),
    ("B9", "2012\u201313 (Provisional)"),
    ("B3", "dars\u2011nic\u2011612092\u2011q0y6f"),
]
BOOKS: list[tuple[str, BookEdit]] = [
    *((f"months as {pattern!r}", named(pattern)) for pattern in MONTHS),
    *((f"zeros as {zero!r}", zeros(zero)) for zero in ZEROS),
    *((f"Cover {cell}: {value!r}", put("Cover", cell, value)) for cell, value in COVER),
    *((f"Cover: {label}", on_cover(label, value)) for label, value in (
        ("Measure", "FAE"),
        ("Month", "June 2012"),
        ("Financial year", "2012/13"),
        ("Age group", "All ages"),
    )),
    ("notes 1.0 and (2)", below(A55=1.0, B55="One.", A56="(2)", B56="Two.")),
    ("a telephone number among the counts", below(B55="Telephone", C55="01234567890")),
    ("one without its 0", below(B55="Telephone", C55=1234567890)),
    ("a date among the counts", below(B55="Published", C55=dt.datetime(2012, 8, 10))),
    ("a percentage", below(A55="Coverage", B55=0.98)),
    ("a measure explained", below(A55="FAE", B55="Finished admission episode")),
    ("a link beside", below(G1='=HYPERLINK("#Cover!A1","Back")')),
    ("authorities and their forces", rows(
        ("LA code", "LA name", "PFA code", "PFA name"),
        ("E07000008", "Cambridge", "E23000023", "Cambridgeshire"),
    )),
    ("codes with notes", rows(
        ("PFA code", "Police Force Area", "Note"), ("E23000001", "Metropolitan Police", "See 2."),
    )),
    ("ages in order", rows(("Age group", "Order"), ("Under 16", 1), ("16-17", 2))),
    ("a column without values", below(F5="Trend")),
]  # fmt: skip


def cell(inside: str, at: str = "A1") -> Edit:
    old = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % at.encode())
    return lambda parts: parts.update({PART: old.sub(inside.encode(), parts[PART], count=1)})


def pointing(prefix: bytes) -> Edit:
    """Each part by its address in the package."""
    return lambda parts: parts.update({RELATIONS: parts[RELATIONS].replace(b'Target="', prefix)})


def strict(parts: Parts) -> None:
    """As Excel's Strict Open XML."""
    for name, content in parts.items():
        for old, new in ((MAIN, "spreadsheetml/main"), (OFFICE, "officeDocument/relationships")):
            content = content.replace(old.encode(), f"http://purl.oclc.org/ooxml/{new}".encode())
        parts[name] = content


def under_a_prefix(parts: Parts) -> None:
    """As the Open XML SDK writes elements."""
    text = re.sub(r"<(/?)(?=[A-Za-z]+[ />])", r"<\1x:", parts[PART].decode())
    parts[PART] = text.replace("xmlns=", "xmlns:x=").encode()


DANGLING = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
PARTS: list[tuple[str, Edit]] = [
    ("strict", strict),
    ("elements under a prefix", under_a_prefix),
    ("absolute targets", pointing(b'Target="/xl/')),
    ("shared texts that are nowhere", replace(RELATIONS, b"</Relationships>", DANGLING)),
    ("a macro's type of no part", replace(TYPES, b"</Types>", b'<Override PartName="/xl/vbaProject'
     b'.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')),
    ("a template", replace(TYPES, b"sheet.main+xml", b"template.main+xml")),
    *((f"a text of type str: {text}", cell(f'<c r="A1" t="str"><v>{text}</v></c>'))
      for text in ("a &lt; b", "&quot;a&quot;", "a &#8211; b", "a&#xA0;b", "a&#10;b")),
    ("a link whose value is 0", replace(PART, b'<row r="1">', b'<row r="1"><c r="G1">'
     b'<f>HYPERLINK("#Cover!A1")</f><v>0</v></c>')),
    ("a data bar", extension('<x14:cfRule type="dataBar"><x14:cfvo type="formula"><xm:f>MIN(C6:C9)'
     "</xm:f></x14:cfvo></x14:cfRule>")),
    ("a whole number only", extension("<x14:formula1><xm:f>0</xm:f></x14:formula1>")),
    ("top of the cell", replace("xl/styles.xml", b"</cellXfs>", b'<xf><alignment vertical="top"/>'
     b"</xf></cellXfs>")),
    ("phonetic settings", replace(PART, b"</sheetData>", b'</sheetData><phoneticPr fontId="1"/>')),
    *((f"a part more: {name}", add(name, content)) for name, content in (
        ("docProps/custom.xml", "<a/>".encode("utf-16")),
        ("customXml/itemProps1.xml", "<a/>".encode("utf-16-be")),
        ("CustomXML/item2.xml", b"\xff\xfe<"),
        ("docMetadata/LabelInfo.xml", b"<a/>"),
        ("xl/.DS_Store", b"\0\1"),
        ("[trash]/0000.dat", b"\0"),
        ("__MACOSX/._\u00e9.xml", b"\0"),
        ("xl/printerSettings/printerSettings1.bin", b"\0"),
    )),
    *((f"a sheet {name!r}", renamed(name)) for name in (
        *("COVER", "\ufeffCover", "Cov\u00ader", "Cover\u3000", "\u200eCover", "Cover\u202f"),
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def expected(read: Reader, good: Path) -> Counts:
    counts = read(good.read_bytes(), good.name)
    assert isinstance(counts, dict)
    return counts


@pytest.mark.parametrize("edit", [pytest.param(edit, id=what) for what, edit in BOOKS])
def test_cells(read: Reader, good: Path, expected: Counts, edit: BookEdit) -> None:
    assert read(booked(good, edit), good.name) == expected


@pytest.mark.parametrize("edit", [pytest.param(edit, id=what) for what, edit in PARTS])
def test_parts(read: Reader, good: Path, expected: Counts, edit: Edit) -> None:
    parts = parts_of(good)
    edit(parts)

    assert read(zipped(parts), good.name) == expected


Lines = list[list[str]]
TEXTS: list[tuple[str, str, str, Callable[[Lines], Lines]]] = [
    ("Excel's", "utf-8-sig", ",", lambda lines: [
        [*line, *[""] * (5 - len(line))] for line in lines
    ]),
    ("another Excel's", "utf-8", ";", lambda lines: [["sep=;"], *lines]),
    ("Unicode Text", "utf-16", "\t", lambda lines: lines),
    ("pandas' decimals", "utf-8", ",", lambda lines: [
        [f"{one}.0" if one.isdigit() else one for one in line] for line in lines
    ]),
    ("dates as shown", "utf-8", ";", lambda lines: [
        [f"01/0{NUMBER_OF[NAME_OF[one]]}/2012" if one in NAME_OF else one for one in line]
        for line in lines
    ]),
    ("dashes", "utf-8", "|", lambda lines: [
        ["\u2013" if one == "0" else one for one in line] for line in lines
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "separator", "edit"), [pytest.param(*rest, id=what) for what, *rest in TEXTS]
)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_texts(
    read: Reader,
    tmp_path: Path,
    encoding: str,
    separator: str,
    edit: Callable[[Lines], Lines],
    line_end: str,
) -> None:
    path, *_ = write_tables(tmp_path, *tables_of(SHARP, "HES"), Layout(file_format="csv"))
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(edit(lines))
    counts = read(path.read_bytes(), path.name)

    assert isinstance(counts, dict)
    assert read(text.getvalue().encode(encoding), path.name) == counts
