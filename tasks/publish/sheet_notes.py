"""The notes of the workbook by number: those of every sheet, and those of some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.protect.policy import Rung
from tasks.publish import design
from tasks.publish.notes import notes
from tasks.publish.release_content import PROTECTION, Content, TableSheet
from tasks.publish.words import each, extract, rounding, symbol_key

EVERY_SHEET, EVERY_TABLE = "Every sheet", "Every sheet from {first} to {last}"
Told = Callable[[Content, TableSheet], Iterable[str]]


@dataclass(frozen=True)
class SheetNotes:
    """Each note with the sheets that it is about, in the order of their numbers."""

    sheets: Mapping[str, Sequence[str]]
    tables: Sequence[str]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The rows of the sheet Notes: number, note, sheets."""
        every = EVERY_TABLE.format(first=self.tables[0], last=self.tables[-1])
        return [
            (f"Note {number}", text, every if sheets == self.tables else ", ".join(sheets))
            for number, (text, sheets) in enumerate(self.sheets.items(), 1)
        ]

    def number(self, text: str) -> int:
        """Return the number of a note."""
        return 1 + list(self.sheets).index(text)

    def of(self, sheet: str) -> list[int]:
        """Return the numbers of the notes that name a sheet."""
        return [n for n, sheets in enumerate(self.sheets.values(), 1) if sheet in sheets]


def sheet_notes(content: Content) -> SheetNotes:
    """Return every note of the workbook; those of the same kind have numbers that follow."""
    found: dict[str, list[str]] = {text: [EVERY_SHEET] for text in notes(content)}
    for told in _KINDS:
        for sheet in content.sheets:
            for text in told(content, sheet):
                found.setdefault(text, []).append(sheet.name)
    for text in _protection(content):
        found.setdefault(text, []).append(PROTECTION)
    return SheetNotes(found, [sheet.name for sheet in content.sheets])


def _symbols(content: Content, sheet: TableSheet) -> list[str]:
    return symbol_key(content, sheet.symbols)


def _statuses(_: Content, sheet: TableSheet) -> list[str]:
    words = design.STATUSES if sheet.periods_down else design.STATUS_MARKS
    return [text for status, text in words.items() if status in sheet.statuses]


def _rounding(content: Content, sheet: TableSheet) -> list[str]:
    below_national = set() if sheet.is_national else {content.rule.finest.base}
    return [rounding(below_national.union(sheet.roundings))]


def _sources(_: Content, sheet: TableSheet) -> list[str]:
    return each("Source", (design.SOURCES[source] for source in sheet.sources))


def _codes(_: Content, sheet: TableSheet) -> list[str]:
    return each("Codes", (design.CAUSES[cause] for cause in sheet.causes))


def _measures(_: Content, sheet: TableSheet) -> list[str]:
    return each("Measure", (design.MEASURES[measure] for measure in sheet.measures))


def _as_at(content: Content, sheet: TableSheet) -> list[str]:
    files = (
        f"{extract(file)}, {file.dataset}"
        for file in content.inputs
        if file.dataset in sheet.datasets and file.source in sheet.sources
    )
    return each("Data as at", files)


def _remarks(_: Content, sheet: TableSheet) -> list[str]:
    return [sheet.remark] if sheet.remark else []


_KINDS: Sequence[Told] = (
    _symbols,
    _statuses,
    _rounding,
    _sources,
    _codes,
    _measures,
    _as_at,
    _remarks,
)


def _protection(content: Content) -> list[str]:
    rule = content.rule
    return [
        f"Hidden: shown as {_either(rule.rungs)}.",
        f"Shown more coarsely: rounded to more than {rule.finest.base}, or shown as"
        f" {_either(rule.coarser)}.",
        f"Withheld: shown as {rule.withheld.symbol}. These are among the hidden ones.",
        "A figure that stands on several sheets is counted on each.",
    ]


def _either(rungs: Sequence[Rung]) -> str:
    *others, last = [rung.symbol for rung in rungs]
    return " or ".join([*filter(None, [", ".join(others)]), last])
