"""What spreadsheet programs write passes; the same words elsewhere do not."""

from xml.parsers.expat import ExpatError

import pytest

from tasks.receive.reader import raw_workbook
from tasks.receive.reader.marks import PLAIN
from tasks.receive.reader.plain_rows import NO_ROWS, apart, places
from tasks.receive.reader.structure import SPREADSHEETS, MisshapenError, marks_of_sheet

SHEET = '<worksheet xmlns="{}"><sheetViews><x/></sheetViews><sheetData>{}</sheetData></worksheet>'
SHARED = '<sst xmlns="{}">{}</sst>'
TEXT = "<t>a</t>"
RICH = "<r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r>"
PHONETIC = '<rPh sb="0" eb="1"><t>a</t></rPh><phoneticPr fontId="1"/>'


def row(cell: str) -> str:
    return f'<row r="1">{cell}</row>'


@pytest.mark.parametrize("namespace", SPREADSHEETS)
@pytest.mark.parametrize(
    ("frame", "inside"),
    [
        (SHEET, ""),
        (SHEET, row("")),
        (SHEET, row("<c/>")),
        (SHEET, row("<c><v>1</v></c>")),
        (SHEET, row('<c t="inlineStr"><is><t>a</t></is></c>')),
        (SHEET, row(f'<c t="inlineStr"><is>{RICH}{PHONETIC}</is></c>')),
        (SHEET, row('<c t="str"><v>a &amp; b</v></c>')),
        (SHARED, ""),
        (SHARED, f"<si>{TEXT}</si><si>{RICH}{PHONETIC}</si><extLst><ext/></extLst>"),
    ],
)
def test_what_programs_write_is_plain(namespace: str, frame: str, inside: str) -> None:
    marks_of_sheet(frame.format(namespace, inside).encode())


@pytest.mark.parametrize("namespace", SPREADSHEETS)
@pytest.mark.parametrize(
    ("frame", "inside"),
    [
        (SHEET, "<c/>"),
        (SHEET, row(row("<c/>"))),
        (SHEET, row("<c><v>1</v><v>2</v></c>")),
        (SHEET, row("<c><v>1<x/>2</v></c>")),
        (SHEET, row("<c><v>1<!-- -->2</v></c>")),
        (SHEET, row("<c><v>&#49;</v></c>")),
        (SHEET, row("<c><is><t>a</t></is></c>")),
        (SHEET, row('<c t="inlineStr"><v>1</v></c>')),
        (SHEET, row('<c t="other"><v>1</v></c>')),
        (SHEET, row('<c><v xmlns="urn:other">1</v></c>')),
        (SHEET, "</sheetData><sheetData>"),
        (SHARED, TEXT),
        (SHARED, "<si><t>a<x/></t></si>"),
        (SHARED, "<si><t>1</t><t>2</t></si>"),
        (SHARED, "<si><t>1</t><r><t>2</t></r></si>"),
        (SHARED, "<si><r><t>1</t><x/></r></si>"),
        (SHEET, row('<c t="s"><v>&#49;</v></c>')),
    ],
)
def test_what_readers_would_read_differently_is_not(
    namespace: str, frame: str, inside: str
) -> None:
    with pytest.raises(MisshapenError):
        marks_of_sheet(frame.format(namespace, inside).encode())


@pytest.mark.parametrize(
    "rows",
    [
        "",
        '<row r="1"/><row r="2" spans="1:2"></row>\n',
        # Excel, then openpyxl, LibreOffice, and what writes these drops.
        '<row r="1" spans="1:2" ht="15.75" thickBot="1" x14ac:dyDescent="0.25">'
        '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/><c r="C1" s="2"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="n"><v>7</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" /></row>',
        '<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false">'
        '<c r="A1" s="0" t="str"><v>a</v></c></row>',
        '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">a &amp; b</t></is>'
        "</c></row>",
    ],
)
def test_rows_that_programs_write_are_cut_out(rows: str) -> None:
    sheet = f"<sheetData>{rows}</sheetData>".encode()
    assert apart(b"<a>" + sheet + b"</a>") == (sheet, b"<a>" + NO_ROWS + b"</a>")
    assert places(sheet) == raw_workbook._PLACE.findall(sheet)


PLAIN_CELLS = (
    "<c/>",
    '<c r="A1" s="1"/>',
    '<c r="B1"><v>7</v></c>',
    '<c r="C1" t="s"><v>0</v></c>',
    '<c r="D1" t="inlineStr"><is><t>a &lt; b</t></is></c>',
)
OTHER_CELLS = (
    '<c r="A1" r="A2"/>',
    '<c r="A1" t="e"><v>#N/A</v></c>',
    "<c r=\"A1\" t='e'/>",
    '<c r="A1" t="d"><v>2024-01-31</v></c>',
    '<c r="A1" x:t="1"/>',
    '<c r="A1" xmlns="urn:other"/>',
    '<c r="A1"><f>B1</f><v>1</v></c>',
    '<c r="A1"><v>&#49;</v></c>',
    '<c r="A1"><v>1]]></v></c>',
    '<c r="A1"><v>1</v><v>2</v></c>',
    '<c r="A1"><v>1<!-- --></v></c>',
    '<c r="A1"><v><![CDATA[1]]></v></c>',
    '<c r="A1"><is><t>a</t></is></c>',
    '<c r="A1" t="inlineStr"><v>1</v></c>',
    '<c r="A1" t="inlineStr"><is><t>&other;</t></is></c>',
    "<!-- <sheetData></sheetData> -->",
    "<v>1</v>",
    '<row r="1"><c/></row>',
    "</row>",
    "</row></sheetData><sheetData><row>",
    "text",
)
OPENINGS = ('<row r="1">', "<row>", '<row xmlns="urn:other">', "<row x:r='1'>", "<row x14ac:a='1'>")
FRAMES = (
    SHEET,
    SHEET.replace("<sheetData>", "<x><sheetData>").replace("</sheetData>", "</sheetData></x>"),
    '<sst xmlns="{}"><si><sheetData>{}</sheetData></si></sst>',
    '<sst xmlns="{}"><!-- <sheetData>{}</sheetData> --></sst>',
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("cell", [*PLAIN_CELLS, *OTHER_CELLS])
def test_the_rest_is_told_of_as_the_whole_is(frame: str, opening: str, cell: str) -> None:
    row = f"{opening}{''.join(PLAIN_CELLS)}{cell}</row>"
    xml = frame.format(SPREADSHEETS[0], row).encode()
    # Refused before.
    if _is_well_formed(xml):
        rows, rest = apart(xml)
        assert _told_of(rest) == _told_of(xml)
        assert sorted(places(rows) + raw_workbook._PLACE.findall(rest)) == sorted(
            raw_workbook._PLACE.findall(xml)
        )


def _is_well_formed(xml: bytes) -> bool:
    try:
        raw_workbook._require_well_formed(xml)
    except (ExpatError, ValueError):
        return False
    return True


def _told_of(xml: bytes) -> object:
    try:
        return marks_of_sheet(xml, PLAIN)
    except MisshapenError:
        return "misshapen"
