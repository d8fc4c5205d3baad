"""Make the releases of a history and tell what became of each."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from tasks.check import CheckFailedError
from tasks.conform.conform import conform
from tasks.protect import release
from tasks.protect.audit import leaving_out
from tasks.protect.audit.audit import AuditReceipt, InconsistentError, audit
from tasks.protect.audit.refusal import NotDecidedError
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.policy import policy
from tasks.protect.release import ProtectReceipt
from tasks.protect.run_sql import run as run_protection
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.store.version import code_version
from tests.bench.clock import timed
from tests.bench.unseen.history import History
from tests.bench.unseen.landing import landed, received_by, run

COUNTRIES = ("england", "wales")
TABLES = (
    *("pfa_year_all", "pfa_year_band", "pfa_rolling_year_all", "pfa_rolling_year_band"),
    *("pfa_month_all", "pfa_month_band", "region_month_all", "la_year_all", "la_year_band"),
)
LINKS = ("links", "freed_links")
MEASURES = ("figures", "coarsened", "withheld", "hides_more")
RELEASED = "released"
OUTCOMES = {
    InconsistentError: "contradiction",
    NotDecidedError: "not decided",
    CheckFailedError: "checks failed",
}
AUDITED = tuple(part.name for part in fields(AuditReceipt))
COLUMNS = (
    *("history", *(part.name for part in fields(History)), "code", "release", "month"),
    *("outcome", "exception", "refused_tables", "receipt", "attempts"),
    *("decide_seconds", "audit_seconds", *AUDITED, *LINKS),
    *(f"{place}_{table}_{one}" for place in COUNTRIES for table in TABLES for one in MEASURES),
)
# What a receipt says that is told elsewhere, or by the release itself.
TOLD_ELSEWHERE = {"month", "revision", "is_new", "audit", "published_gate"}

Row = dict[str, object]
Note = Callable[[str], object]


@dataclass
class Watched:
    """What one call of protect spent and found; of several attempts, the last one's figures."""

    note: Note
    decide_seconds: float = 0.0
    audit_seconds: float = 0.0
    attempts: int = 0
    found: Row = field(default_factory=dict)

    def decide(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step, its processor time kept."""

        @wraps(step)
        def decided(*values: Any, **named: Any) -> Any:
            self.note("decide")
            made, seconds = timed(step, *values, **named)
            self.decide_seconds += seconds
            return made

        return decided

    def audit(self, step: Callable[..., AuditReceipt]) -> Callable[..., AuditReceipt]:
        """The same step, its processor time kept, and what it found whatever the gate says."""

        @wraps(step)
        def audited(connection: duckdb.DuckDBPyConnection, *values: Any, **named: Any) -> Any:
            self.note("audit")
            receipt, seconds = timed(step, connection, *values, **named)
            self.note("after the audit")
            self.audit_seconds += seconds
            self.attempts += 1
            # Of the tables, those refused at first: what is left out later is none of them.
            refused = {"refused_tables": self.found.get("refused_tables")}
            found = asdict(receipt) | _of_release(connection)
            self.found = found | (refused if self.attempts > 1 else {})
            return receipt

        return audited


@contextmanager
def watched(note: Note) -> Iterator[Watched]:
    """Watch the calls of protect in the block."""
    watch = Watched(note)
    with (
        patch.object(release, "decide_and_show", watch.decide(decide_and_show)),
        patch.object(leaving_out, "audit", watch.audit(audit)),
    ):
        yield watch


def releases(history: History, note: Note = lambda step: None) -> Iterator[Row]:
    """Make every release of a history, one after the other; one row each, with COLUMNS.

    The expectations of landing and of conformed counts are left out: they are not about disclosure.
    note: is told each step before it is taken.
    """
    with tempfile.TemporaryDirectory() as folder:
        note("landing")
        data = landed(history, Path(folder) / "data")
        for number, month in enumerate(history.months, start=1):
            note("conforming")
            conform(data, as_of=received_by(month))
            with secure_store(data, read_only=False) as connection:
                run(connection, "before_start", starts=history.starts)
            yield {
                **named(history),
                "release": number,
                "month": f"{month:%Y-%m}",
                **_protected(data, note),
            }


def named(history: History) -> Row:
    """What tells the history apart from others, and the code that makes its releases."""
    return {"history": history.name, **asdict(history), "code": code_version()}


def _protected(data: DataFolder, note: Note) -> Row:
    row: Row = {"outcome": RELEASED}
    with watched(note) as watch:
        try:
            row |= told(release.protect(data))
        except Exception as error:
            row |= {"outcome": outcome_of(error), "exception": type(error).__name__}
    spent = {name: getattr(watch, name) for name in ("attempts", "decide_seconds", "audit_seconds")}
    return row | spent | watch.found


def told(receipt: ProtectReceipt) -> Row:
    """What a receipt says of its release: every plain field of it, also those to come."""
    said = {
        part.name: getattr(receipt, part.name)
        for part in fields(receipt)
        if part.name not in TOLD_ELSEWHERE
    }
    return {"receipt": json.dumps(said, default=str)}


def outcome_of(error: Exception) -> str:
    """One word for what stopped a release; 'error' for what no release should raise."""
    for kind, word in OUTCOMES.items():
        if isinstance(error, kind):
            return word
    return "error"


def _of_tables(connection: duckdb.DuckDBPyConnection) -> Row:
    rows = run(connection, "by_table", suppressed_to=policy().suppressed_to).fetchall()
    return {
        f"{place}_{table}_{measure}": number
        for place, table, *numbers in rows
        for measure, number in zip(MEASURES, numbers, strict=True)
    }


def _of_release(connection: duckdb.DuckDBPyConnection) -> Row:
    return {**_of_links(connection), **_of_tables(connection), **_refused(connection)}


def _of_links(connection: duckdb.DuckDBPyConnection) -> Row:
    """How many links between vintages and causes falls have freed, of how many."""
    (numbers,) = run(connection, "links").fetchall()
    return dict(zip(LINKS, numbers, strict=True))


def _refused(connection: duckdb.DuckDBPyConnection) -> Row:
    """The tables that the gate would refuse now, with their numbers of figures."""
    rows = run_protection(
        connection, "audit/refused", refused_values=policy().refused_values
    ).fetchall()
    return {"refused_tables": "; ".join(" ".join(map(str, row)) for row in rows)}
