"""Changes to a workbook that looks real: to its XML, to its parts and to the file as it arrives."""

import re
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]
Mutation = Callable[[Parts, Random], None]
CELL = re.compile(rb"<c (?P<attributes>[^>]*?)(?:/>|>(?P<inside>.*?)</c>)", re.DOTALL)
NUMBER = re.compile(rb"<v>(\d+)</v>")
# Numbers as some program somewhere might write them, and what only looks like one.
NUMBERS = (
    *("1e2", "1E+2", "1.0", "1.50", "+5", "-5", "-0", "00012", "0x10", "1_000", "1,5", "1 000"),
    *("NaN", "INF", "1E400", "1e-9", "9007199254740993", "12345678901", "5%", "£5", "1/2", "TRUE"),
    *("5.0000000001", "*", "-", ".", " 7 ", "\n7", "\u0665", "\uff15", "", "7\u00a0", "&#55;"),
)
TYPES = ["n", "s", "str", "b", "e", "d", "inlineStr", "x", ""]
COUNT_CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><v>(\d+)</v></c>')
RUNS = (
    b'<r><t>#</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>',
    b"<r><rPr><strike/></rPr><t>3</t></r><r><t>#</t></r>",
    b"<r><rPr><b/></rPr><t>#</t></r><r><t>1</t></r>",
    b"<r><rPr><strike/></rPr><t>#</t></r>",
    b'<t>#</t><rPh sb="0" eb="1"><t>1</t></rPh>',
    b"<t>#</t><t>1</t>",
    b"<t>#</t><r><t>1</t></r>",
)
ALIASES: tuple[Callable[[str], str], ...] = (
    lambda name: name.replace("/", "\\"),
    lambda name: "/" + name,
    lambda name: "./" + name,
    lambda name: name.replace("/", "//"),
    lambda name: name.replace("/", "/./", 1),
    lambda name: name.replace("xl/", "xl/x/../", 1),
    lambda name: name.replace("e", "%65", 1),
    lambda name: name.replace("e", "\uff45", 1),
    str.upper,
    lambda name: name + ".",
    lambda name: name + " ",
    lambda name: name + "/[0].piece",
)
DRESSES = (
    (b"<strike/>", b"0"),
    (b'<strike val="1"/>', b"General"),
    (b'<vertAlign val="superscript"/>', b"0"),
    (b'<vertAlign val="subscript"/>', b"#,##0"),
    (b"<b/>", b";;;"),
    (b"<b/>", b";;;@"),
)
SHARED, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
SHEETS, WORKBOOK = "xl/worksheets/", "xl/workbook.xml"


def one_byte(parts: Parts, random: Random) -> None:
    name = random.choice(list(parts))
    content = bytearray(parts[name] or b" ")
    content[random.randrange(len(content))] = random.randrange(256)
    parts[name] = bytes(content)


def a_piece_out(parts: Parts, random: Random) -> None:
    name = random.choice(list(parts))
    start = random.randrange(max(1, len(parts[name])))
    parts[name] = parts[name][:start] + parts[name][start + random.randint(1, 60) :]


def a_piece_twice(parts: Parts, random: Random) -> None:
    name = random.choice(list(parts))
    start = random.randrange(max(1, len(parts[name])))
    end = start + random.randint(1, 200)
    parts[name] = parts[name][:end] + parts[name][start:end] + parts[name][end:]


def a_part_out(parts: Parts, random: Random) -> None:
    parts.pop(random.choice(list(parts)))


def another_number(parts: Parts, random: Random) -> None:
    _change(parts, random, NUMBER, lambda _: f"<v>{random.choice(NUMBERS)}</v>".encode())


def a_number_in_pieces(parts: Parts, random: Random) -> None:
    pieces = [
        lambda n: b"<v><![CDATA[" + n + b"]]></v>",
        lambda n: b"<v>" + n[:1] + b"<!-- -->" + n[1:] + b"</v>",
        lambda n: b"<v>" + b"".join(b"&#%d;" % digit for digit in n) + b"</v>",
        lambda n: b"<v>" + n[:1] + b"</v><v>" + n + b"</v>",
        lambda n: b"<v>" + n + b"</v><is><t>9</t></is>",
        lambda n: b"<v>" + n[:1] + b"<?p?>" + n[1:] + b"</v>",
        lambda n: b"<v xml:space='preserve'>" + n + b"</v>",
        lambda n: b"<x:v xmlns:x='urn:x'>8</x:v><v>" + n + b"</v>",
        lambda n: b"<v>" + n + b"</v><extLst><ext><v>8</v></ext></extLst>",
    ]
    _change(parts, random, NUMBER, lambda found: random.choice(pieces)(found[1]))


def a_number_in_runs(parts: Parts, random: Random) -> None:
    """Readers agree on what such a cell says, and are wrong: the guard has to see it."""
    run = random.choice(RUNS)
    _change(
        parts,
        random,
        COUNT_CELL,
        lambda found: (
            b'<c r="%s" t="inlineStr"><is>%s</is></c>' % (found[1], run.replace(b"#", found[2]))
        ),
    )


def a_number_in_shared_runs(parts: Parts, random: Random) -> None:
    """In a text that the sheets share, where the workbook has some."""
    if SHARED not in parts:
        return
    number = parts[SHARED].count(b"<si>")
    run = random.choice(RUNS).replace(b"#", b"7")
    _exchange(parts, SHARED, {b"</sst>": b"<si>" + run + b"</si></sst>"})
    _change(
        parts,
        random,
        COUNT_CELL,
        lambda found: b'<c r="%s" t="s"><v>%d</v></c>' % (found[1], number),
    )


def a_font_or_format(parts: Parts, random: Random) -> None:
    """Struck through, raised or hidden: by the style of every cell that has it."""
    change = random.choice(
        [
            {b"<font>": b"<font><strike/>"},
            {b"<font>": b'<font><vertAlign val="superscript"/>'},
            {b'numFmtId="0"': b'numFmtId="9"'},
        ]
    )
    _exchange(parts, STYLES, change)


def a_style_of_its_own(parts: Parts, random: Random) -> None:
    """Struck through, raised, lowered or hidden: one count, and no other cell."""
    font, code = random.choice(DRESSES)
    styles = parts.get(STYLES, b"").replace(b'<numFmts count="0"/>', b"")
    if b"</numFmts>" not in styles:
        styles = styles.replace(b"<fonts", b'<numFmts count="1"></numFmts><fonts')
    fonts = styles.partition(b"</fonts>")[0].count(b"<font>")
    number = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
    code = b'<numFmt numFmtId="200" formatCode="%s"/></numFmts>' % code
    style = b'<xf numFmtId="200" fontId="%d" fillId="0" borderId="0" xfId="0"/>' % fonts
    parts[STYLES] = styles
    _exchange(
        parts,
        STYLES,
        {
            b"</fonts>": b"<font>" + font + b"</font></fonts>",
            b"</numFmts>": code,
            b"</cellXfs>": style + b"</cellXfs>",
        },
    )
    _change(
        parts,
        random,
        COUNT_CELL,
        lambda found: b'<c r="%s" s="%d"><v>%s</v></c>' % (found[1], number, found[2]),
    )


def another_part_name(parts: Parts, random: Random) -> None:
    """A part under a name that is the same to some readers, beside it or in its place."""
    name = random.choice(list(parts))
    alias = random.choice(ALIASES)(name)
    parts[alias] = parts[name].replace(b"<v>1</v>", b"<v>8</v>")
    if random.random() < 0.3 and alias != name:
        del parts[name]


def another_relation(parts: Parts, random: Random) -> None:
    """A part that the package points to under another name, and a reader finds without asking."""
    relations = random.choice(["_rels/.rels", "xl/_rels/workbook.xml.rels"])
    target = random.choice([b"workbook.xml", b"styles.xml", b"sharedStrings.xml", b"sheet2.xml"])
    _exchange(parts, relations, {target: b"other.xml"})
    parts["xl/other.xml"] = parts.get("xl/" + target.decode(), b"<x/>")


def another_type(parts: Parts, random: Random) -> None:
    kind = random.choice(TYPES).encode()
    _change(
        parts, random, CELL, lambda found: found[0].replace(b"<c ", b'<c t="' + kind + b'" ', 1)
    )


def another_style(parts: Parts, random: Random) -> None:
    style = random.choice([b"0", b"3", b"4", b"99", b"-1", b"x"])
    _change(
        parts, random, CELL, lambda found: found[0].replace(b"<c ", b'<c s="' + style + b'" ', 1)
    )


def another_place(parts: Parts, random: Random) -> None:
    place = random.choice(
        ["A1", "C6", "c7", "ZZ9", "A0", "6C", "", "$C$8", "R1C1", "XFE1", "C6:D7"]
    )
    _change(parts, random, re.compile(rb'<c r="[A-Z]+\d+"'), lambda _: f'<c r="{place}"'.encode())


def no_place(parts: Parts, random: Random) -> None:
    _change(parts, random, re.compile(rb'<c r="[A-Z]+\d+"'), lambda _: b"<c")


def another_row(parts: Parts, random: Random) -> None:
    number = random.choice([0, 1, 5, 6, 7, 90, -1, 2**31])
    _change(parts, random, re.compile(rb'<row r="\d+"'), lambda _: f'<row r="{number}"'.encode())


def two_cells_swapped(parts: Parts, random: Random) -> None:
    sheet = _sheet(parts, random)
    found = list(NUMBER.finditer(parts[sheet]))
    if len(found) > 1:
        one, other = sorted(random.sample(found, 2), key=lambda match: match.start())
        text = parts[sheet]
        parts[sheet] = (
            text[: one.start()]
            + other[0]
            + text[one.end() : other.start()]
            + one[0]
            + text[other.end() :]
        )


def a_cell_out(parts: Parts, random: Random) -> None:
    _change(parts, random, CELL, lambda _: b"")


def a_cell_twice(parts: Parts, random: Random) -> None:
    _change(parts, random, CELL, lambda found: found[0] + found[0])


def a_wrapper(parts: Parts, random: Random) -> None:
    tag = random.choice(["x", "mc:AlternateContent", "extLst", "sheetData", "f", "row", "c"])
    _change(
        parts, random, CELL, lambda found: f"<{tag}>".encode() + found[0] + f"</{tag}>".encode()
    )


def a_comment(parts: Parts, random: Random) -> None:
    _change(parts, random, CELL, lambda found: b"<!-- " + found[0] + b" -->")


def dates_of_1904(parts: Parts, random: Random) -> None:
    _exchange(parts, WORKBOOK, {b"<sheets>": b'<workbookPr date1904="1"/><sheets>'})


def sheets_exchanged(parts: Parts, random: Random) -> None:
    swap = {
        b"sheet2.xml": b"sheetX.xml",
        b"sheet3.xml": b"sheet2.xml",
        b"sheetX.xml": b"sheet3.xml",
    }
    _exchange(parts, "xl/_rels/workbook.xml.rels", swap)


def a_decoy(parts: Parts, random: Random) -> None:
    """Another workbook part, which the package may or may not point to."""
    parts["xl/workbook2.xml"] = parts.get(WORKBOOK, b"").replace(b"rId2", b"rId3")
    if random.random() < 0.5:
        _exchange(parts, "_rels/.rels", {b"workbook.xml": b"workbook2.xml"})


MUTATIONS: tuple[Mutation, ...] = (
    one_byte,
    a_piece_out,
    a_piece_twice,
    a_part_out,
    another_number,
    a_number_in_pieces,
    a_number_in_runs,
    a_number_in_shared_runs,
    a_font_or_format,
    a_style_of_its_own,
    another_part_name,
    another_relation,
    another_type,
    another_style,
    another_place,
    no_place,
    another_row,
    two_cells_swapped,
    a_cell_out,
    a_cell_twice,
    a_wrapper,
    a_comment,
    dates_of_1904,
    sheets_exchanged,
    a_decoy,
)


def _exchange(parts: Parts, part: str, texts: dict[bytes, bytes]) -> None:
    for old, new in texts.items():
        parts[part] = parts.get(part, b"").replace(old, new)


def _sheet(parts: Parts, random: Random) -> str:
    sheets = [name for name in parts if name.startswith(SHEETS)]
    return random.choice(sheets or list(parts))


def _change(
    parts: Parts, random: Random, what: re.Pattern[bytes], by: Callable[[re.Match[bytes]], bytes]
) -> None:
    """Replace one thing of a kind in one sheet."""
    sheet = _sheet(parts, random)
    found = list(what.finditer(parts[sheet]))
    if found:
        one = random.choice(found)
        parts[sheet] = parts[sheet][: one.start()] + by(one) + parts[sheet][one.end() :]
