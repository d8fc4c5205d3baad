"""Land the counts of a history in a store, without workbooks."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tasks.govern.key import make_throw_away_key
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import admissions
from tests.bench.unseen import second
from tests.bench.unseen.history import History

SQL = Path(__file__).parents[1] / "sql" / "unseen"
LANDING = ("placed_case", "drop", "delivered_table", "drop_case", "count")
MONTHS_LATE = 3
"""Between a month and the release of it."""


def landed(history: History, root: Path) -> DataFolder:
    """A data folder with every file of the history landed; nothing is checked or conformed."""
    data = DataFolder(root)
    data.prepare()
    make_throw_away_key(data)
    first, last = history.months[0], history.months[-1]
    values = {
        "starts": history.starts,
        "provisional_from": date(first.year - (first.month < 4), 4, 1),
        "falls": history.falls,
        "seed": history.seed,
        "first": first,
        "last": last,
    }
    with secure_store(data, read_only=False) as connection:
        draw(connection, history)
        for step in LANDING:
            run(connection, step, **values)
    return data


def received_by(month: date) -> datetime:
    """When all files of a month's release have been received (UTC)."""
    past = month.month - 1 + MONTHS_LATE
    return datetime(month.year + past // 12, past % 12 + 1, 1, tzinfo=UTC)


def draw(connection: duckdb.DuckDBPyConnection, history: History) -> None:
    """Fill hospital_case from the history's generator."""
    last, share = history.months[-1], history.share_of_wales
    if history.generator == "second":
        drawn = second.cases(history.seed, history.scale, share, last)
        connection.register("drawn_case", drawn)
        run(connection, "second_case")
        return
    for step in admissions.STEPS:
        admissions.run(connection, step, {"seed": history.seed, "last_month": last.isoformat()})
        if step == "force_level":
            run(connection, "levels", scale=history.scale, share_of_wales=share)
    run(connection, "project_case")


def run(
    connection: duckdb.DuckDBPyConnection, name: str, **values: Any
) -> duckdb.DuckDBPyConnection:
    """Run a statement of this bench with those of the values that it names."""
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text} or None)
