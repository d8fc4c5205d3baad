"""The data package of a release: what its tables for machines hold, for programs to read.

`datapackage.json` (Frictionless Data, specs.frictionlessdata.io, version 1) names each table, its
columns, their types and meanings, and says the marking and whether the data are synthetic.
"""

import json
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from tasks.publish import design
from tasks.publish.release_content import Content
from tasks.publish.words import document_title, release_name
from tasks.store.statements import statement, statement_on
from tasks.store.variables import set_variables

if TYPE_CHECKING:
    from pandas import DataFrame

TITLES = {
    "cells": "Every figure of the release",
    "rates": "Rates per 100,000 residents, and changes",
    "populations": "The residents that rates are of",
    "signals": "Control charts",
    "attention": "Forces that changed by more than usual variation",
    "nowcast": "What national months are expected to become",
    "national_assault": "All assault of nations: the sums of what forces show",
}
PARQUET = "cells.parquet"


def write_data_package(
    connection: duckdb.DuckDBPyConnection, content: Content, folder: Path
) -> None:
    """Write cells.parquet and datapackage.json beside the tables that stand in ``folder``.

    Raises:
        OSError: a file cannot be written.
    """
    set_variables(connection, marking=design.MARKING, is_synthetic=content.is_synthetic)
    _write_parquet(connection.execute(statement("publish/parquet")).df(), folder / PARQUET)
    text = json.dumps(_described(connection, content), indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _write_parquet(figures: "DataFrame", path: Path) -> None:
    # The store's own connection may write no file but the store.
    with duckdb.connect() as writer:
        writer.register("figure", figures)
        writer.execute(statement_on("publish/write_parquet", path=path))


def _described(connection: duckdb.DuckDBPyConnection, content: Content) -> dict[str, object]:
    columns = connection.execute(statement("publish/release_column")).fetchall()
    tables = [_table(file, list(rows)) for file, rows in groupby(columns, key=itemgetter(0))]
    return {
        "profile": "data-package",
        "name": f"assault-admissions-{content.month:%Y-%m}-r{content.revision}",
        "title": document_title(content),
        "version": f"{content.month:%Y-%m}/r{content.revision}",
        "description": f"{release_name(content)}. {design.MARKING}. {design.NOT_OFFICIAL}.",
        "marking": design.MARKING,
        "synthetic": content.is_synthetic,
        "contributors": [{"title": design.CONTACT, "role": "contact"}],
        "sources": [{"title": title} for title in design.SOURCES.values()],
        "keywords": design.KEYWORDS.split(", "),
        "resources": [*tables, _parquet()],
    }


def _table(file: str, columns: list[tuple[str, str, str, str]]) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": file,
        "path": f"{file}.csv",
        "title": TITLES[file],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(*about) for _, *about in columns],
            "missingValues": [""],
        },
    }


def _field(column: str, kind: str, meaning: str) -> dict[str, object]:
    # DuckDB writes true and false as Python does.
    values = {"trueValues": ["True"], "falseValues": ["False"]} if kind == "boolean" else {}
    return {"name": column, "type": kind, "description": meaning, **values}


def _parquet() -> dict[str, object]:
    return {
        "profile": "data-resource",
        "type": "file",
        "name": "cells-parquet",
        "path": PARQUET,
        "title": f"{TITLES['cells']}: value and marker apart, with the days of its period",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }
