"""Files made to do harm, or not by any spreadsheet program: refused by name, before any parser."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.receive import drop, reading
from tasks.receive.drop import receive_drop
from tasks.receive.reader import limits
from tasks.store.folders import DataFolder
from tests.receive.conftest import SHARP, Writer, refused

T1 = "xl/worksheets/sheet2.xml"
WORKBOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Parts = dict[str, bytes]
Edit = Callable[[Parts], object]


def replace(part: str, old: bytes, new: bytes) -> Edit:
    def edit(parts: Parts) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return edit


def add(part: str, content: bytes = b"<x/>") -> Edit:
    return lambda parts: parts.update({part: content})


def cell(reference: str, rest: str) -> Edit:
    """A cell more, at the end of the sheet."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    new = f'<row r="{row}"><c r="{reference}"{rest}</row></sheetData>'
    return replace(T1, b"</sheetData>", new.encode())


SST = f'<sst xmlns="{MAIN}"><si><t>977</t></si></sst>'.encode()


def macro_by_ending(parts: Parts) -> None:
    kind = b'<Default Extension="bin" ContentType="application/vnd.ms-excel.macroEnabled.main"/>'
    parts[TYPES] = parts[TYPES].replace(b"<Override", kind + b"<Override", 1)
    parts["xl/other.bin"] = b"977"


CONTENT: list[tuple[str, Edit, str]] = [
    ("the farthest cell", cell("XFD1048576", "><v>977</v></c>"), "A cell lies so far out"),
    ("a far row", cell("C1048576", "><v>977</v></c>"), "row 1048576"),
    ("a far empty cell", cell("XFD900000", "/>"), "A cell lies so far out"),
    (
        "a formula",
        cell("C99", "><f>1+1</f><v>977</v></c>"),
        "row 99, column C: The cell must hold a value",
    ),
    ("a style from the last", cell("C99", ' s="-1"><v>977</v></c>'), "not a readable xlsx"),
    ("a style of no number", cell("C99", ' s="x"><v>977</v></c>'), "not a readable xlsx"),
    ("a formula last", cell("C99", "><v>977</v><f>1+1</f></c>"), "not a readable xlsx"),
    ("a shared formula", cell("C99", '><f t="shared" si="0"/><v>977</v></c>'), "not a formula"),
    (
        "a formula under a prefix",
        cell("C99", f"><x:f xmlns:x='{MAIN}'>1</x:f><v>977</v></c>"),
        "not a formula",
    ),
    (
        "an error value",
        cell("C99", ' t="e"><v>#N/A</v></c>'),
        "row 99, column C: The cell holds an",
    ),
    ("an error value, spaced", cell("C99", " t = 'e'><v>#REF!</v></c>"), "an error value"),
    (
        "an escaped separator",
        cell("C99", ' t="inlineStr"><is><t>_x001F_977</t></is></c>'),
        "control",
    ),
    ("a value as a reference", cell("C99", "><v>&#57;77</v></c>"), "not a readable xlsx"),
    ("a value in pieces", cell("C99", "><v>9<!-- -->77</v></c>"), "not a readable xlsx"),
    ("a value as text of its own", cell("C99", "><v><![CDATA[977]]></v></c>"), "not a readable"),
    ("an unknown type", cell("C99", ' t="inltr"><is><t>977</t></is></c>'), "not a readable xlsx"),
    ("a text as a number", cell("C99", "><is><t>977</t></is></c>"), "not a readable xlsx"),
    ("two values", cell("C99", "><v>977</v><v>9</v></c>"), "not a readable xlsx"),
    ("a row in a row", cell("C99", "/></row><row><row/>"), "not a readable xlsx"),
    ("cells in cells", cell("C99", "><c/></c>"), "not a readable xlsx"),
    ("two tables of cells", replace(T1, b"<sheetData>", b"<sheetData/><sheetData>"), "not a read"),
    ("a hidden sheet", replace(WORKBOOK, b"<sheet ", b'<sheet state="hidden" '), "is hidden"),
    (
        "a very hidden one",
        replace(WORKBOOK, b"<sheet ", b'<sheet state="veryHidden" '),
        "is hidden",
    ),
    ("a chart sheet", replace(RELATIONS, b'/worksheet"', b'/chartsheet"'), "is a chart"),
    ("a part in other letters", replace(RELATIONS, b"/sheet2", b"/Sheet2"), "not a readable xlsx"),
    ("a sheet that is listed as none", replace(WORKBOOK, b"<sheet ", b"<shett "), "not a readable"),
    ("a second list", replace(WORKBOOK, b"<sheets>", b"<sheets></sheets><sheets>"), "not a read"),
    ("a name on two lines", replace(WORKBOOK, b'"Table ', b'"Table\n'), "not a readable xlsx"),
    ("a name with a tab", replace(WORKBOOK, b'"Table ', b'"Table&#9;'), "not a readable xlsx"),
    ("two of a name", replace(WORKBOOK, b'"Cover"', b'"table 1 PFA"'), "not a readable xlsx"),
    ("macros", add("xl/vbaProject.bin"), "holds macros"),
    ("macros elsewhere", add("xl/sub/VbaProject.bin"), "holds macros"),
    (
        "a macro's type",
        replace(TYPES, b"sheet.main", b"sheet.macroEnabled.main"),
        "that may hold macros",
    ),
    ("a macro sheet", add("xl/macrosheets/sheet1.xml"), "holds macros"),
    ("a link to a workbook", add("xl/externalLinks/externalLink1.xml"), "from outside it"),
    ("a connection", add("xl/connections.xml"), "from outside it"),
    ("an embedded file", add("xl/embeddings/oleObject1.bin"), "an embedded file"),
    (
        "UTF-16",
        lambda parts: parts.update({T1: parts[T1].decode().encode("utf-16")}),
        "not in UTF-8",
    ),
    ("NUL bytes", replace(T1, b"<sheetData>", b"<sheetData>\0"), "not in UTF-8"),
    ("another encoding", replace(T1, b"UTF-8", b"cp1252"), "not in UTF-8"),
    ("entities", replace(WORKBOOK, b"<workbook", b"<!DOCTYPE x><workbook"), "not a readable xlsx"),
    ("no workbook part", lambda parts: parts.pop(WORKBOOK), "not a readable xlsx"),
    ("no relations", lambda parts: parts.pop(RELATIONS), "not a readable xlsx"),
    ("a sheet cut off", replace(T1, b"</worksheet>", b""), "not a readable xlsx"),
    ("a row cut off", replace(T1, b"</row></sheetData>", b"</sheetData>"), "not a readable xlsx"),
    ("a cell twice", cell("C6", "><v>977</v></c>"), "A cell stands twice"),
    ("a bomb", add("xl/media/image1.bin", bytes(20_000_000)), "unpacks to far more"),
    *(
        (f"a part twice: {name}", add(name), "lists a part twice")
        for name in (
            "XL/worksheets/sheet2.xml",
            "xl\\worksheets\\sheet2.xml",
            "/xl/worksheets/sheet2.xml",
            "xl/worksheets/./sheet2.xml",
            "xl/worksheets//sheet2.xml",
            "xl/other/../worksheets/sheet2.xml",
            "../xl/worksheets/sheet2.xml",
            "xl/worksheets/sheet%32.xml",
            "xl/worksheets/sheet2.xml.",
            "xl/worksheets /sheet2.xml",
            "xl/worksheets/\uff53heet2.xml",
            "xl/worksheets/sheet\u00b2.xml",
        )
    ),
    *(
        (f"a part called otherwise: {name}", add(name), "is not named as spreadsheet programs")
        for name in (
            *("xl\\notes.xml", "/a.xml", "xl/./a.xml", "xl/%61.xml", "xl/\u00e9.xml", "../a"),
            "xl/worksheets/sheet2.xml/[0].piece",
        )
    ),
    (
        "another workbook to some",
        replace("_rels/.rels", b"xl/workbook.xml", b"xl/workbook2.xml"),
        "not a readable xlsx",
    ),
    (
        "other styles to some",
        replace(RELATIONS, b'"styles.xml"', b'"other.xml"'),
        "not a readable xlsx",
    ),
    ("shared texts that nothing names", add("xl/sharedStrings.xml", SST), "not a readable xlsx"),
    (
        "two relations of a key",
        replace(RELATIONS, b'Id="rId2"', b'Id="rId3"'),
        "not a readable xlsx",
    ),
    ("a part twice in one sheet list", replace(RELATIONS, b"sheet3", b"sheet2"), "not a readable"),
    ("a macro's type by ending", macro_by_ending, "that may hold macros"),
]


def zipped(parts: Parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("edit", "told"), [pytest.param(edit, told, id=what) for what, edit, told in CONTENT]
)
def test_a_workbook_with_what_none_may_hold_is_refused(
    data: DataFolder, write: Writer, edit: Edit, told: str
) -> None:
    (path,) = write(SHARP)
    parts = parts_of(path)
    edit(parts)
    path.write_bytes(zipped(parts))

    assert told in refused(path, data)


def test_packing_a_workbook_anew_changes_nothing(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    path.write_bytes(zipped(parts_of(path)))

    assert receive_drop(path, data).outcome == "landed"


def wrong_size(content: bytes) -> bytes:
    """Every part says that it is one byte long when inflated."""
    spoiled, at = bytearray(content), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        spoiled[at + 24 : at + 28] = struct.pack("<I", 1)
        at += 4
    return bytes(spoiled)


def under_a_password(content: bytes) -> bytes:
    spoiled, at = bytearray(content), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        spoiled[at + 8] |= 1
        at += 4
    return bytes(spoiled)


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CONTAINERS: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("empty", lambda _: b"", "not a readable xlsx"),
    ("a text", lambda _: b"=cmd|' /C calc'!A0", "not a readable xlsx"),
    ("another zip", lambda _: zipped({"a.txt": b"977"}), "not a readable xlsx"),
    ("cut off", lambda content: content[:-600], "not a readable xlsx"),
    ("its middle missing", lambda content: content[:900] + content[1500:], "not a readable xlsx"),
    ("a wrong size", wrong_size, "not a readable xlsx"),
    ("something before it", lambda content: b"MZ" + content, "lists a part twice, or holds"),
    ("encrypted parts", under_a_password, "under a password"),
    ("encrypted", lambda _: COMPOUND + "EncryptedPackage".encode("utf-16-le"), "under a password"),
    ("an old workbook", lambda _: COMPOUND, "before 2007"),
    ("many parts", lambda _: zipped({f"{n}.xml": b"" for n in range(1_001)}), "far more parts"),
]


@pytest.mark.parametrize(
    ("spoil", "told"), [pytest.param(spoil, told, id=what) for what, spoil, told in CONTAINERS]
)
def test_what_is_no_workbook_is_refused_by_what_it_is(
    data: DataFolder, write: Writer, spoil: Callable[[bytes], bytes], told: str
) -> None:
    (path,) = write(SHARP)
    path.write_bytes(spoil(path.read_bytes()))

    assert told in refused(path, data)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Données".encode("cp1252"), "not in UTF-8"),
        ("Cover".encode("utf-16"), "no Cover"),
        (b"\xff\xfea", "not in UTF-8"),
        ("Cover".encode("utf-16-le"), "not in UTF-8"),
        ("Cover".encode("utf-32-le"), "not in UTF-8"),
        (b"a\x00b", "not in UTF-8"),
        (b"Dataset: a\nSource: b\n", "not parted by commas"),
        (b'a:"b" c\nd, e\n"f"g:h\n', "or its cells are not parted by commas"),
        (b"PK\x03\x04", "under the name of a CSV file"),
        (b"a\x1fb", "control characters"),
        (b'"never closed\n1,2\n', "quotes do not match"),
        (b"," * (limits.CELLS + 1), "more cells or text"),
    ],
)
def test_text_that_is_no_csv_of_ours_is_refused(
    data: DataFolder, drops: Path, content: bytes, told: str
) -> None:
    path = drops / "a.csv"
    path.write_bytes(content)

    assert told in refused(path, data)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_file_that_is_too_large_is_not_read(
    data: DataFolder, write: Writer, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    (path,) = write(SHARP)
    path = path.rename(path.with_suffix(suffix))
    # Sparse: as large as a disk, and no byte of it is written here.
    os.truncate(path, 10**12)
    before = data.secure_store.exists()
    monkeypatch.setattr(drop, "secure_store", lambda *_, **__: pytest.fail("nothing to open"))

    receipt = receive_drop(path, data)

    assert (receipt.outcome, receipt.sha256) == ("refused", "")
    assert "larger than any delivered one" in receipt.reasons[0]
    assert list(data.quarantine.iterdir()) == []
    assert data.secure_store.exists() == before
    assert f"drop {path.name}" in data.access_log.read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [0, 1])
def test_the_largest_file_is_read_and_not_a_byte_more(
    data: DataFolder, write: Writer, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    (path,) = write(SHARP)
    monkeypatch.setattr(limits, "FILE_BYTES", path.stat().st_size - more)

    assert receive_drop(path, data).outcome == ("refused" if more else "landed")


@pytest.mark.parametrize("ended", ["memory", "time", "a crash", "a kill", "a panic"])
def test_a_reader_that_dies_is_a_reason_and_no_crash(
    data: DataFolder, write: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ended: str
) -> None:
    how = {
        "memory": "import tasks.receive.reader.values as v; v.parsed = lambda *_: bytes(10 ** 12)",
        "time": "import time; time.sleep(99)",
        "a crash": "import os; os.abort()",
        "a kill": "import os; os.kill(os.getpid(), 9)",
        "a panic": (
            "import tasks.receive.reader.values as v\n"
            "class Panic(BaseException): pass\n"
            "def values(*_): raise Panic(977)\n"
            "v.parsed = values"
        ),
    }[ended]
    told = {
        "memory": "took more memory",
        "time": "took longer",
        "a panic": "made as no spreadsheet program does",
    }.get(ended, "ended the reader's process")
    script = tmp_path / "reader.py"
    script.write_text(
        f"{how}\nimport runpy; runpy.run_module('tasks.receive.reader', None, '__main__')"
    )
    monkeypatch.setattr(reading, "READER", ["-c", script.read_text()])
    monkeypatch.setattr(limits, "SECONDS", 3)
    (path,) = write(SHARP)

    assert told in refused(path, data)


def test_a_reader_stopped_from_outside_refuses_nothing(
    data: DataFolder, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write(SHARP)
    monkeypatch.setattr(reading, "READER", ["-c", "import os; os.kill(os.getpid(), 15)"])

    with pytest.raises(OSError, match="was stopped: start the run again"):
        receive_drop(path, data)
    assert list(data.quarantine.iterdir()) == list(data.originals.iterdir()) == []


def test_the_reader_inherits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURE_STORE_KEY_FILE", "/a/secret")
    monkeypatch.setattr(
        reading, "READER", ["-c", "import os, json; print(json.dumps(dict(os.environ)))"]
    )

    assert "SECURE_STORE_KEY_FILE" not in reading._read(b"", "a.xlsx").decode()
