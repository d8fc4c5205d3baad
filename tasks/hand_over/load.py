"""Load a package's tables and reconcile them, as the sender and then the recipient do."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from tasks.hand_over.files import TYPES, one_thread, read_csv
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.statements import statement
from tasks.store.variables import set_variables

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "total"


@dataclass(frozen=True)
class Loaded:
    """What a package held: rows by table, and a sha256 of the totals of each table of counts.

    Totals are hashed so that a receipt holds no count.
    """

    rows: dict[str, int]
    totals_sha256: dict[str, str]


def load(payload: Path) -> Loaded:
    """Load every table of a package from each format and add up the counts again.

    Args:
        payload: the folder that holds ``datapackage.json``.

    Raises:
        HandOverRefusedError: a file is missing, formats differ, or totals do not reconcile.
    """
    package = json.loads((payload / "datapackage.json").read_text(encoding="utf-8"))
    with one_thread() as connection:
        connection.execute(statement("hand_over/load/handed_count"))
        try:
            rows = {
                str(resource["name"]): _load_table(connection, payload, resource)
                for resource in package["resources"]
            }
        except (duckdb.Error, OSError, ValueError, KeyError) as error:
            raise HandOverRefusedError(
                f"A table cannot be loaded ({type(error).__name__}): ask for another package."
            ) from None
        totals = _reconciled(connection, payload, package["resources"])
    return Loaded(rows, _digests(totals))


def _load_table(
    connection: duckdb.DuckDBPyConnection, payload: Path, resource: dict[str, Any]
) -> int:
    name, types = str(resource["name"]), _types(resource)
    csv = read_csv(connection, payload / "csv" / f"{name}.csv", types)
    csv.create_view("expected", replace=True)
    parquet = connection.read_parquet(str(payload / "parquet" / f"{name}.parquet"))
    _require_same(connection, parquet, f"{name}.parquet")
    stata = _read_stata(payload / "stata" / f"{name}.dta", types)
    _require_same(connection, connection.from_df(stata), f"{name}.dta")
    if "count" in types:
        set_variables(connection, hand_over_table=name)
        connection.execute(statement("hand_over/load/add_counts"))
    return len(csv)


def _types(resource: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}


def _read_stata(path: Path, types: dict[str, str]) -> "pd.DataFrame":
    import pandas as pd

    frame = pd.read_stata(path)
    for name, kind in types.items():
        # Stata has no missing text, and stores a column of integers with gaps as floats.
        is_text = kind == "varchar"
        frame[name] = frame[name].replace("", None) if is_text else frame[name].astype("Int64")
    return frame[list(types)]


def _require_same(
    connection: duckdb.DuckDBPyConnection, found: duckdb.DuckDBPyRelation, what: str
) -> None:
    found.create_view("found", replace=True)
    (differing,) = connection.execute(statement("hand_over/load/differing")).fetchone() or (1,)
    if differing:
        raise HandOverRefusedError(f"{what} does not agree with its CSV file or its counts.")


def _reconciled(
    connection: duckdb.DuckDBPyConnection, payload: Path, resources: list[dict[str, Any]]
) -> list[tuple[object, ...]]:
    (listed,) = (one for one in resources if one["name"] == TOTAL)
    added = connection.sql(statement(f"hand_over/table/{TOTAL}"))
    read_csv(connection, payload / "csv" / f"{TOTAL}.csv", _types(listed)).create_view(
        "expected", replace=True
    )
    _require_same(connection, added, f"Table '{TOTAL}'")
    return added.fetchall()


def _digests(totals: list[tuple[object, ...]]) -> dict[str, str]:
    tables = sorted({str(row[0]) for row in totals})
    return {table: _digest([row for row in totals if row[0] == table]) for table in tables}


def _digest(rows: list[tuple[object, ...]]) -> str:
    # Hashed as lines of total.csv, so that standard tools can repeat it.
    text = "".join(",".join(str(value) for value in row) + "\n" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()
