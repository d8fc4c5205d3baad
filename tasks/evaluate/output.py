"""The evaluation's folder: tables, report, page, specification and manifest, whole or not at all.

Every table here has passed `allowed.require_allowed`.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tasks.evaluate.allowed import Shown, require_allowed
from tasks.evaluate.specification import FILE
from tasks.evaluate.story import Evaluation, story
from tasks.publish.design import MARKING, NOT_OFFICIAL
from tasks.publish.html.page import about, write_page
from tasks.publish.manifest import file_names
from tasks.publish.release_content import Content
from tasks.publish.report import compile_report
from tasks.store.digest import sha256_of
from tasks.store.version import code_version

Row = Mapping[str, Any]
MANIFEST = "manifest.json"


def write_evaluation(
    evaluation: Evaluation, shown: Sequence[Row], released: frozenset[Shown], folder: Path
) -> None:
    """Write every file of the evaluation into ``folder``. None holds the time of writing.

    ``shown`` are figures repeated from the release store, ``released`` all that it has shown.

    Raises:
        NotAllowedError: a table holds what may not be published; delete the files.
        OSError: ``folder`` cannot be written.
    """
    tables = {**vars(evaluation.results), "value": evaluation.values, "shown": shown}
    for kind, rows in tables.items():
        require_allowed(kind, rows, evaluation.spec, released)
    for kind, rows in tables.items():
        _write_table(rows, evaluation, folder / f"{kind}.csv")
    text = story(evaluation)
    name = f"violence-reduction-units-{evaluation.content.month:%Y-%m}"
    compile_report(text, evaluation.content.stamp, folder / f"{name}-report.pdf")
    _write_page(text, evaluation.content, folder / f"{name}.html")
    (folder / FILE.name).write_bytes(FILE.read_bytes())
    _write_manifest(evaluation, folder)


def _write_table(rows: Sequence[Row], evaluation: Evaluation, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if rows:
            writer.writerow([*rows[0], "specification"])
        writer.writerows([*row.values(), evaluation.spec.sha256] for row in rows)


def _write_page(text: Mapping[str, Any], content: Content, path: Path) -> None:
    shared = {
        **about(content),
        "latest_months": text["about"][:-1],
        "next_update": text["about"][-1],
        "synthetic": [],
        "symbols": text["symbols"],
        "statuses": [],
        "caveats": text["caveats"],
    }
    page = {
        name: text[name]
        for name in ("title", "headline", "figures", "chart", "caveat", "sections", "notes")
    }
    write_page(path, "evaluation.html.jinja", styles=("house.css",), **shared, **page)


def _write_manifest(evaluation: Evaluation, folder: Path) -> None:
    content = evaluation.content
    manifest = {
        "evaluation": evaluation.name,
        "marking": f"{MARKING}. {NOT_OFFICIAL}.",
        "synthetic": content.is_synthetic,
        "release": f"{content.month:%Y-%m}/r{content.revision}",
        "specification_version": evaluation.spec.version,
        "specification_sha256": evaluation.spec.sha256,
        "seed": evaluation.spec.seed,
        "code_version": code_version(),
        "files": {name: sha256_of(folder / name) for name in file_names(folder)},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
