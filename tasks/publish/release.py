"""Render a release from the release store into its folder, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tasks.check import CheckReceipt
from tasks.publish.cells import write_cells, write_measures
from tasks.publish.data_package import write_data_package
from tasks.publish.latest import write_latest
from tasks.publish.manifest import file_names, write_manifest
from tasks.publish.measures import read_measures
from tasks.publish.release_content import Content, read_content
from tasks.publish.written import check_written
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tasks.store.whole_folder import appearing_whole

FORCE_PAGES = "forces"


@dataclass(frozen=True)
class PublishReceipt:
    """Where a release stands and the files in it; ``files_gate`` if they were written now."""

    folder: Path
    files: tuple[str, ...]
    files_gate: CheckReceipt | None


def publish(
    data: DataFolder,
    month: date,
    revision: int,
    checked: Callable[[CheckReceipt], object] = lambda _: None,
) -> PublishReceipt:
    """Write the files of a release; a release that stands already is never touched.

    ``checked`` is told what became of the rules for files before the release stands: one that
    stands is not checked again, so that a run cut off in between would leave no trace of it.

    Raises:
        CheckFailedError: the files as written break a critical rule.
        OSError: the folder cannot be written. Nothing of the release stands then.
    """
    folder = data.releases / f"{month:%Y-%m}" / f"r{revision}"
    files_gate = None
    if not folder.exists():
        with appearing_whole(folder) as partial:
            with release_store(data) as connection:
                content = read_content(connection, month, revision)
                _write_outputs(connection, content, partial)
                write_cells(connection, month, revision, partial / "cells.csv")
                write_data_package(connection, content, partial)
                files_gate = check_written(connection, month, revision, partial)
                write_manifest(connection, month, revision, partial)
            checked(files_gate)
    write_latest(data.releases, f"{month:%Y-%m}/r{revision}")
    return PublishReceipt(folder, tuple(file_names(folder)), files_gate)


def _write_outputs(connection: duckdb.DuckDBPyConnection, content: Content, folder: Path) -> None:
    # What people open, and the libraries that make it, are not needed to read a receipt.
    from tasks.publish.html.dashboard import write_dashboard
    from tasks.publish.html.force_pages import write_force_pages
    from tasks.publish.ods import write_ods
    from tasks.publish.report import write_report
    from tasks.publish.slides import write_slides
    from tasks.publish.workbook import write_workbook

    measures = read_measures(connection, content.month, content.revision)
    name = f"assault-admissions-{content.month:%Y-%m}"
    dashboard = f"{name}-dashboard.html"
    write_workbook(content, folder / f"{name}.xlsx")
    write_ods(content, folder / f"{name}.ods")
    write_report(content, measures, folder / f"{name}-report.pdf")
    write_slides(content, measures, folder / f"{name}-slides.pptx")
    write_dashboard(content, measures, folder / dashboard)
    write_force_pages(content, measures, folder / FORCE_PAGES, dashboard)
    write_measures(connection, folder)
