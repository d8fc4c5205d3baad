"""What spreadsheet programs write passes; the same words elsewhere do not."""

import pytest

from tasks.receive.reader.structure import SPREADSHEETS, MisshapenError, require_plain

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
        (SHARED, ""),
        (SHARED, f"<si>{TEXT}</si><si>{RICH}{PHONETIC}</si><extLst><ext/></extLst>"),
    ],
)
def test_what_programs_write_is_plain(namespace: str, frame: str, inside: str) -> None:
    require_plain(frame.format(namespace, inside).encode())


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
    ],
)
def test_what_readers_would_read_differently_is_not(
    namespace: str, frame: str, inside: str
) -> None:
    with pytest.raises(MisshapenError):
        require_plain(frame.format(namespace, inside).encode())
