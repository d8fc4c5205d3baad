"""``datapackage.json``: the package for machines, by the Data Package standard (version 1)."""

import json
from collections.abc import Iterable

from tasks.govern.agreement import Agreement
from tasks.hand_over.tables import Column, Table

PROFILE = "tabular-data-package"
# Foreign keys: the table and the column that a column refers to.
REFERENCES = {"area_code": ("area", "area_code")}


def data_package(
    name: str, tables: Iterable[Table], agreement: Agreement, version: str, synthetic: bool
) -> str:
    """Return the text of ``datapackage.json``: the CSV files, their columns, types and keys.

    ``version`` is that of the code that made the package.
    """
    package = {
        "profile": PROFILE,
        "name": name,
        "title": "Hospital admissions for assault: unsuppressed counts for evaluation",
        "description": (
            "OFFICIAL-SENSITIVE. Not for onward sharing: read MARKING.txt and SUPPRESSION.txt. "
            + ("Synthetic test data: no count is real. " if synthetic else "")
            + f"Handed over under agreement {agreement.reference}."
        ),
        "version": version,
        "resources": [_resource(table) for table in tables],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.holds_counts:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": resource, "fields": there}}
            for column, (resource, there) in REFERENCES.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _field(column: Column, table: Table) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    constraints: dict[str, object] = {"required": True} if column.name in table.key else {}
    if column.name in ("count", "total", "cells"):
        constraints = {"required": True, "minimum": 0}
    if column.name == "month" and column.type == "integer":
        constraints = {"required": True, "minimum": 1, "maximum": 12}
    return field | ({"constraints": constraints} if constraints else {})
