"""Reference tables of other areas than today's: forces that merged or split, authorities that
merged."""

import csv
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tasks.store import reference

Rows = list[dict[str, str]]


@contextmanager
def redrawn(
    folder: Path, force_of: Mapping[str, str], successor_of: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Let local authorities be in new forces, and others be merged into new ones, by code. folder:
    where the tables are written."""
    files = shutil.copytree(reference.REFERENCE, folder / "reference")
    authorities = _rows(files / "local_authority.csv")
    moved = [row for row in authorities if row["la_code"] in force_of]
    _write(files / "former_force.csv", [_former(row) for row in moved])
    former_of = {force_of[row["la_code"]]: row["pfa_code"] for row in moved}
    for row in moved:
        row["pfa_code"] = force_of[row["la_code"]]
    _write(files / "local_authority.csv", _merged(authorities, successor_of or {}))
    forces = {row["pfa_code"] for row in authorities}
    for table in ("police_force_area", "population"):
        rows = _rows(files / f"{table}.csv")
        rows += [
            row | {"pfa_code": new, "pfa_name": new}
            for new, former in former_of.items()
            for row in rows
            if row["pfa_code"] == former
        ]
        kept = (row for row in rows if row["pfa_code"] in forces)
        _write(files / f"{table}.csv", sorted(kept, key=lambda row: row["pfa_code"]))
    with patch.object(reference, "REFERENCE", files):
        yield


def authorities_of(*forces: str) -> list[str]:
    """The codes of the local authorities of forces, former ones too."""
    rows = _rows(reference.REFERENCE / "local_authority.csv")
    return [row["la_code"] for row in rows if row["pfa_code"] in forces]


def _former(authority: dict[str, str]) -> dict[str, str]:
    return {
        "former_pfa_code": authority["pfa_code"],
        "former_pfa_name": authority["pfa_code"],
        "la_code": authority["la_code"],
        "superseded_on": "2027-04-01",
        "source": "invented",
    }


def _merged(authorities: Rows, successor_of: Mapping[str, str]) -> Rows:
    new = {}
    for row in authorities:
        if row["la_code"] in successor_of:
            row["successor_la_code"] = successor_of[row["la_code"]]
        if row["current_la_code"] in successor_of:
            row["current_la_code"] = code = successor_of[row["current_la_code"]]
            new[code] = row | {"la_code": code, "la_name": code, "successor_la_code": ""}
    return [*authorities, *new.values()]


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Rows) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
