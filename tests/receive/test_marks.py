"""A count that is not shown as its digits is none; other texts may look as they like."""

import re
from pathlib import Path

import pytest

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tests.receive.conftest import BI_ANNUAL, SHARP, Writer, landed, refused
from tests.receive.test_hostile import MAIN, Edit, Parts, parts_of, replace, zipped

T1, STYLES, STRINGS = "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/sharedStrings.xml"
COVER = "xl/worksheets/sheet1.xml"
RUN, RAISED = "<r><t>{}</t></r>", '<r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'
STRUCK, BOLD = "<r><rPr><strike/></rPr><t>{}</t></r>", "<r><rPr><b/></rPr><t>{}</t></r>"
PHONETIC = '<t>{}</t><rPh sb="0" eb="1"><t>9</t></rPh>'
OFF = '<r><rPr><strike val="0"/><vertAlign val="baseline"/></rPr><t>{}</t></r>'


def cell_of(parts: Parts, place: str, part: str = T1) -> bytes:
    (found,) = re.findall(rb'<c r="%s"(?: [^>]*)?>.*?</c>' % place.encode(), parts[part])
    return found


def value_of(parts: Parts, place: str, part: str = T1) -> str:
    (found,) = re.findall(rb"<(?:v|t)(?: [^>]*)?>([^<]*)<", cell_of(parts, place, part))
    return str(found.decode())


def inline(place: str, *runs: str, part: str = T1) -> Edit:
    """The cell's own text in a first run, and texts in more of them."""

    def edit(parts: Parts) -> None:
        first, *more = runs
        text = "".join([first.format(value_of(parts, place, part)), *more])
        new = f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
        parts[part] = parts[part].replace(cell_of(parts, place, part), new.encode())

    return edit


def shared(place: str, *runs: str) -> Edit:
    """The same in a text that sheets share, after one that is plain."""

    def edit(parts: Parts) -> None:
        first, *more = runs
        text = "".join([first.format(value_of(parts, place)), *more])
        add_strings(parts, f"<si><t>other</t></si><si>{text}</si>")
        new = f'<c r="{place}" t="s"><v>1</v></c>'.encode()
        parts[T1] = parts[T1].replace(cell_of(parts, place), new)

    return edit


def add_strings(parts: Parts, texts: str) -> None:
    parts[STRINGS] = f'<sst xmlns="{MAIN}">{texts}</sst>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/>'
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())


def styled(place: str, font: str = "", code: str = "", part: str = T1) -> Edit:
    """A style of the cell's own: a font, a number format."""

    def edit(parts: Parts) -> None:
        styles = parts[STYLES].decode()
        fonts = len(re.findall(r"<font[ >/]", styles.split("</fonts>")[0])) - 0
        styles = styles.replace("</fonts>", f"<font>{font}<sz val='11'/></font></fonts>")
        numbers = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        if code:
            styles = re.sub(r"<numFmts.*?</numFmts>", "", styles, flags=re.DOTALL)
            styles = styles.replace("<fonts", f"{numbers}<fonts", 1)
        before, after = styles.split("</cellXfs>")
        style = len(re.findall(r"<xf\b", before.split("<cellXfs")[1]))
        xf = f'<xf numFmtId="{200 if code else 0}" fontId="{fonts}" fillId="0" borderId="0"/>'
        parts[STYLES] = f"{before}{xf}</cellXfs>{after}".encode()
        old = cell_of(parts, place, part)
        new = re.sub(rb' s="\d+"', b"", old).replace(b"<c ", b'<c s="%d" ' % style, 1)
        parts[part] = parts[part].replace(old, new)

    return edit


def conditional(font: str = "", code: str = "") -> Edit:
    """A condition's format over the counts of a sheet."""

    def edit(parts: Parts) -> None:
        number = f'<numFmt numFmtId="201" formatCode="{code}"/>' if code else ""
        dxfs = f'<dxfs count="1"><dxf><font>{font}</font>{number}</dxf></dxfs>'
        styles = re.sub(r"<dxfs.*?(?:</dxfs>|/>)", "", parts[STYLES].decode(), flags=re.DOTALL)
        parts[STYLES] = styles.replace("</styleSheet>", f"{dxfs}</styleSheet>").encode()
        rule = (
            '<conditionalFormatting sqref="C6:E53"><cfRule type="cellIs" dxfId="0" priority="1" '
            'operator="lessThan"><formula>8</formula></cfRule></conditionalFormatting>'
        )
        parts[T1] = parts[T1].replace(b"</sheetData>", b"</sheetData>" + rule.encode(), 1)

    return edit


X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting><x14:cfRule type="cellIs"><xm:f>{}</xm:f>{}</x14:cfRule>'
    "<xm:sqref>C6:E53</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


def extension(inside: str) -> Edit:
    text = X14.format("8", inside) + "</worksheet>"
    return replace(T1, b"</worksheet>", text.encode())


IN_PIECES, NOTE = "row 6, column C: The cell's text is in pieces", "row 6, column C: The cell, or a"
OTHERWISE = "row 6, column C: The cell's number format hides"
REFUSED: list[tuple[str, Edit, str]] = [
    ("a raised note mark", inline("C6", RUN, RAISED.format(2)), NOTE),
    ("a raised mark, shared", shared("C6", RUN, RAISED.format(2)), NOTE),
    ("an old value struck through", inline("C6", STRUCK, RUN.format(4)), "is struck through"),
    ("an old value, shared", shared("C6", STRUCK, RUN.format(4)), "is struck through"),
    ("one run, struck through", inline("C6", STRUCK), "is struck through"),
    ("one run, lowered", shared("C6", RAISED.replace("superscript", "subscript")), NOTE),
    ("two runs of digits", inline("C6", RUN, BOLD.format(2)), IN_PIECES),
    ("two runs, shared", shared("C6", BOLD, RUN.format(2)), IN_PIECES),
    ("a phonetic run", inline("C6", PHONETIC), IN_PIECES),
    ("a phonetic run, shared", shared("C6", PHONETIC), IN_PIECES),
    ("a style struck through", styled("C6", "<strike/>"), "is struck through"),
    ("a style raised", styled("C6", '<vertAlign val="superscript"/>'), NOTE),
    ("hidden", styled("C6", code=";;;"), OTHERWISE),
    ("hidden but for text", styled("C6", code=";;;@"), OTHERWISE),
    ("a star instead", styled("C6", code="[&lt;100000]&quot;*&quot;;0"), OTHERWISE),
    ("in thousands", styled("C6", code="0,"), OTHERWISE),
    ("a digit more", styled("C6", code="0&quot;2&quot;"), OTHERWISE),
    ("a header struck through", styled("C5", "<strike/>"), "row 5, column C: The cell, or a part"),
    ("a header raised", inline("C5", RUN, RAISED.format(1)), "row 5, column C: The cell, or"),
    ("a code raised", inline("A6", RUN, RAISED.format(1)), "row 6, column A: The cell, or"),
    ("a code in pieces", inline("A6", BOLD, RUN.format("")), "row 6, column A: The cell's text is"),
    (
        "a Cover value struck",
        styled("B8", "<strike/>", part=COVER),
        "row 8, column B: The cell, or",
    ),
    ("a condition strikes", conditional("<strike/>"), "A conditional format strikes"),
    ("a condition hides", conditional(code=";;;"), "A conditional format strikes"),
    (
        "a later condition strikes",
        extension("<x14:dxf><font><strike/></font></x14:dxf>"),
        "A conditional",
    ),
    (
        "a later condition hides",
        extension('<x14:dxf><numFmt numFmtId="9" formatCode=";;;"/></x14:dxf>'),
        "A conditional",
    ),
    (
        "counts under a merged cell",
        replace(
            T1, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C6:D6"/></mergeCells>'
        ),
        "row 6, column C: The cell is merged",
    ),
]
LANDED: list[tuple[str, Edit]] = [
    ("one run", inline("C6", RUN)),
    ("one run, shared", shared("C6", BOLD)),
    ("switched off", inline("C6", OFF)),
    ("a bold header in pieces", inline("C5", BOLD, RUN.format(""))),
    ("a name with a note mark", inline("B6", RUN, RAISED.format(1))),
    ("a title in pieces", inline("A1", BOLD, RAISED.format(1))),
    ("a Cover value in bold", inline("B8", BOLD, RUN.format(""), part=COVER)),
    ("a bold style", styled("C6", "<b/>")),
    ("a style switched off", styled("C6", '<strike val="0"/><vertAlign val="baseline"/>')),
    ("a style of thousands", styled("C6", code="#,##0;[Red]-#,##0")),
    ("zeros hidden", styled("C6", code="0;-0;;@")),
    ("a condition in bold", conditional("<b/>")),
    ("a later condition in bold", extension("<x14:dxf><font><b/></font></x14:dxf>")),
    ("a footnote struck through", styled("A55", "<strike/>")),
]


def changed(path: Path, edit: Edit) -> Path:
    parts = parts_of(path)
    edit(parts)
    path.write_bytes(zipped(parts))
    return path


@pytest.mark.parametrize(
    ("edit", "told"), [pytest.param(edit, told, id=what) for what, edit, told in REFUSED]
)
def test_what_is_no_plain_number_is_refused_by_its_cell(
    data: DataFolder, write: Writer, edit: Edit, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(changed(path, edit), data)


@pytest.mark.parametrize("edit", [pytest.param(edit, id=what) for what, edit in LANDED])
def test_what_says_the_same_however_it_is_read_lands(
    data: DataFolder, write: Writer, edit: Edit
) -> None:
    (path,) = write(SHARP)
    before = path.read_bytes()
    assert receive_drop(changed(path, edit), data).outcome == "landed"
    counts = landed(data)
    path.write_bytes(before)
    receive_drop(path, data)

    assert {*landed(data).items()} == {*counts.items()}


def test_an_episode_in_pieces_is_refused_too(data: DataFolder, write: Writer) -> None:
    """No sum covers them: nothing else would notice."""
    (path,) = write(BI_ANNUAL)
    edit = inline("E5", RUN, RAISED.format(1), part="xl/worksheets/sheet3.xml")

    assert "row 5, column E: The cell, or a part" in refused(changed(path, edit), data)
