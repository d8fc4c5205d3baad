"""Say what is recognised of a delivered file and what is not, and receive nothing.

No count is said, and no text of the file but harmless words: names of sheets, and words without a
digit where a label or a header is expected.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import duckdb

from tasks.check import check_landing
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for, today
from tasks.receive.content import read_whole
from tasks.receive.reading import read_drop
from tasks.receive.refusal import Reason, RefusedError, letters
from tasks.receive.staging import Broken, broken, run, stage_cover
from tasks.store.statements import statement
from tasks.store.stores import store_in_memory
from tasks.store.variables import set_variables

CONTRACT = "contract"
Row = TypeVar("Row", bound=tuple[object, ...])


class CoverField(NamedTuple):
    """A field of the Cover: where it stands ('not found'), and what is read of it."""

    field: str
    place: str
    sheet: str
    row: int
    column: int | None
    reading: str

    @property
    def at(self) -> str:
        """Where it stands, in words."""
        return ", ".join(filter(None, (self.place, _at(self.sheet, self.row, self.column))))


class Table(NamedTuple):
    """A table that is found; ``kind`` is the dataset's table that it is, or None."""

    number: int
    sheet: str
    row: int
    kind: str | None
    data_rows: int
    count_columns: int


class Dimension(NamedTuple):
    """A dimension of a table: where it stands, and how many of its labels are known."""

    table: int
    dimension: str
    place: str
    column: int | None
    row: int
    known: int
    first: str | None
    last: str | None
    unknown: int

    @property
    def at(self) -> str:
        """Where it stands, in words."""
        column = f"column {letters(self.column)}" if self.column else ""
        return column or (f"header row {self.row}" if self.place == "header" else self.place)

    @property
    def labels(self) -> str:
        """Which labels it has, in words."""
        span = f", {self.first} to {self.last}" if self.first else ""
        unknown = f", not recognised in {self.unknown} rows" if self.unknown else ""
        return f"{self.known} recognised{span}{unknown}"


class Unknown(NamedTuple):
    """A cell that is not recognised; ``text`` is '' if it is not harmless."""

    what: str
    sheet: str
    row: int
    column: int | None
    text: str

    @property
    def at(self) -> str:
        """Where it stands, in words."""
        return _at(self.sheet, self.row, self.column)


class Failing(NamedTuple):
    """A sentence of the contract that the file breaks, why, and the entry that may mend it."""

    sentence: str
    reason: str
    entry: str


@dataclass
class Inspection:
    """What is recognised of one file; it would be received if nothing is ``failing``."""

    file_name: str
    profile: str = ""
    cover: list[CoverField] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    dimensions: list[Dimension] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    failing: list[Failing] = field(default_factory=list)
    # Whether the tables could be held to the contract: not before the Cover says what they are.
    is_whole: bool = False

    def kind_of(self, table: Table) -> str:
        """Return which table of the dataset a table is, in words."""
        if table.kind:
            return f"counts by {table.kind}"
        return "none of the dataset's tables" if self.is_whole else "of a dataset not known yet"

    def of_table(self, table: Table) -> list[Dimension]:
        """Return the dimensions of a table."""
        return [one for one in self.dimensions if one.table == table.number]


def inspect(path: Path) -> Inspection:
    """Inspect a delivered file; no store is opened, and nothing is written.

    Raises:
        OSError: the file cannot be read.
    """
    inspected = Inspection(path.name)
    try:
        delivered = read_drop(read_whole(path), path.name)
    except RefusedError as refused:
        inspected.failing = [Failing("", str(reason), "") for reason in sorted(refused.reasons)]
        return inspected
    with store_in_memory() as connection:
        stage_cover(connection, delivered, path.name)
        run(connection, "receive/inspect/stage")
        run(connection, "receive/stage")
        _recognise(connection, inspected)
        inspected.failing = _failing(connection, inspected)
    return inspected


def _recognise(connection: duckdb.DuckDBPyConnection, inspected: Inspection) -> None:
    ((inspected.profile, inspected.is_whole),) = _rows(connection, "profile")
    inspected.cover = _made(connection, "cover", CoverField)
    inspected.tables = _made(connection, "table", Table)
    inspected.dimensions = _made(connection, "dimension", Dimension)
    inspected.unknown = _made(connection, "unknown", Unknown)


def _failing(connection: duckdb.DuckDBPyConnection, inspected: Inspection) -> list[Failing]:
    (content, source) = connection.execute(statement("receive/content")).fetchone() or ("real", "")
    agreement = agreement_for(content)
    set_variables(connection, agreement=agreement.reference)
    found = [one for folder in ("unread", "profile", "cover") for one in broken(connection, folder)]
    try:
        agreement.require_open(today())
        if source:
            agreement.require_source(source)
    except AccessRefusedError as refused:
        found.append(Broken("agreement_ended", Reason(what=str(refused))))
    if inspected.is_whole:
        found += broken(connection, "table") or _landing(connection)
    said = {name: about for name, *about in _rows(connection, "sentence")}
    texts = {(one.sheet, one.row, letters(one.column)): one.text for one in inspected.unknown}
    return [_in_words(one, said, texts, inspected.profile) for one in found]


def _landing(connection: duckdb.DuckDBPyConnection) -> list[Broken]:
    """The rules of the landing gate that the file breaks by itself, without the extract before."""
    receipt = check_landing(connection, drop_id="inspected")
    return [Broken(one.rule.name, Reason(what=str(one))) for one in receipt.failed]


def _in_words(
    one: Broken,
    said: dict[str, list[str]],
    texts: dict[tuple[str, int, str], str],
    profile: str,
) -> Failing:
    sentence, entry = said.get(one.refusal, ("", ""))
    text = texts.get((one.reason.sheet, one.reason.row, one.reason.column))
    if entry and text:
        entry = entry.replace("TEXT", text)
    name = "PROFILE" if profile == CONTRACT else profile
    return Failing(sentence, str(one.reason), f"{name},{entry}" if entry else "")


def _made(connection: duckdb.DuckDBPyConnection, name: str, make: Callable[..., Row]) -> list[Row]:
    return [make(*row) for row in _rows(connection, name)]


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement(f"receive/inspect/{name}")).fetchall()


def _at(sheet: str, row: int, column: int | None) -> str:
    return str(Reason(sheet, row, letters(column))).removesuffix(": ")
