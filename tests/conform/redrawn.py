"""Reference tables of other areas than today's: forces that merged or split."""

import csv
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tasks.store import reference


@contextmanager
def redrawn(folder: Path, force_of: Mapping[str, str]) -> Iterator[None]:
    """Let local authorities be in new forces, by code. folder: where the tables are written."""
    files = shutil.copytree(reference.REFERENCE, folder / "reference")
    authorities = _rows(files / "local_authority.csv")
    forces = {row["pfa_code"]: row for row in _rows(files / "police_force_area.csv")}
    former = [
        {
            "former_pfa_code": row["pfa_code"],
            "former_pfa_name": forces[row["pfa_code"]]["pfa_name"],
            "la_code": row["la_code"],
            "superseded_on": "2027-04-01",
            "source": "invented",
        }
        for row in authorities
        if row["la_code"] in force_of
    ]
    for row in authorities:
        force = forces[row["pfa_code"]]
        row["pfa_code"] = force_of.get(row["la_code"], row["pfa_code"])
        forces.setdefault(row["pfa_code"], {**force, "pfa_code": row["pfa_code"]})
    held = {row["pfa_code"] for row in authorities}
    _write(files / "former_force.csv", former)
    _write(files / "local_authority.csv", authorities)
    _write(files / "police_force_area.csv", [forces[code] for code in sorted(held)])
    with patch.object(reference, "REFERENCE", files):
        yield


def authorities_of(*forces: str) -> list[str]:
    """The codes of the local authorities of forces, former ones too."""
    rows = _rows(reference.REFERENCE / "local_authority.csv")
    return [row["la_code"] for row in rows if row["pfa_code"] in forces]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
