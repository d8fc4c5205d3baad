"""manifest.json: what a release is made of, so that anyone can check its files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tasks.protect.policy import tables_left_out
from tasks.publish.design import MARKING, NOT_OFFICIAL
from tasks.store.digest import sha256_of
from tasks.store.statements import statement


def write_manifest(
    connection: duckdb.DuckDBPyConnection, month: date, revision: int, folder: Path
) -> None:
    """Write the manifest of the files that stand in ``folder``; nothing in it tells the time."""
    release = {"month": month, "revision": revision}
    (versions,) = _rows(connection, "release", release)
    inputs = _rows(connection, "input", release)
    manifest = {
        "release": f"{month:%Y-%m}/r{revision}",
        "marking": f"{MARKING}. {NOT_OFFICIAL}.",
        "synthetic": any(file["content"] == "synthetic" for file in inputs),
        **versions,
        "inputs": inputs,
        "audit": {row["verdict"]: row["figures"] for row in _rows(connection, "audit", release)},
        "tables_left_out": tables_left_out(connection, month, revision),
        "changes_since_previous_revision": _rows(connection, "change", release),
        "files": {name: sha256_of(folder / name) for name in file_names(folder)},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def file_names(folder: Path) -> list[str]:
    """Return the files of a release, each by its path in the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, release: dict[str, Any]
) -> list[dict[str, Any]]:
    found = connection.execute(statement(f"publish/{name}"), release)
    columns = [column for column, *_ in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
