"""The latest release under a name that stays.

`releases/latest.html` is for people, `latest.json` for programs. Both follow from the releases that
stand, so they can be written again at any time.
"""

import json
from pathlib import Path

from tasks.publish.words import NOT_OFFICIAL, UNTIL_CLEARED

TITLE = "Hospital admissions for assault: the latest release"
NAMES = {
    "*-dashboard.html": "Dashboard",
    "forces/index.html": "The page of each force",
    "*-report.pdf": "Report",
    "*-slides.pptx": "Slides",
    "*.xlsx": "Workbook",
    "*.ods": "Workbook (OpenDocument)",
    "cells.csv": "Every figure, for programs",
    "datapackage.json": "What the tables for programs hold",
}


def write_latest(releases: Path, release: str) -> None:
    """Write the two files into ``releases``, after ``release`` (``2024-01/r1``) was published.

    Releases may be published side by side: who writes last has seen all that stand.

    Raises:
        OSError: a file cannot be written.
    """
    written = None
    while (found := latest(releases)) != written:
        _write(releases, found, mark=release.replace("/", "-"))
        written = found


def latest(releases: Path) -> str:
    """Return the release of the latest month and its last revision: ``2024-01/r2``."""
    standing = [path.parent for path in releases.glob("*/r*/manifest.json")]
    newest = max(standing, key=lambda folder: (folder.parent.name, int(folder.name[1:])))
    return f"{newest.parent.name}/{newest.name}"


def _write(releases: Path, release: str, mark: str) -> None:
    # Not needed to read a receipt.
    from tasks.publish.html.page import write_page

    files = [
        (name, path.relative_to(releases).as_posix())
        for pattern, name in NAMES.items()
        for path in sorted((releases / release).glob(pattern))
    ]
    page, listed = (releases / f".latest.{kind}.{mark}" for kind in ("html", "json"))
    write_page(
        page,
        "latest.html.jinja",
        styles=("house.css",),
        title=TITLE,
        release=release,
        files=files,
        marking=UNTIL_CLEARED,
        not_official=NOT_OFFICIAL,
    )
    text = json.dumps({"release": release, "files": [file for _, file in files]}, indent=2) + "\n"
    listed.write_text(text, encoding="utf-8")
    _place(page, releases / "latest.html")
    _place(listed, releases / "latest.json")


def _place(made: Path, path: Path) -> None:
    # What says the same already is not touched.
    if path.exists() and path.read_bytes() == made.read_bytes():
        made.unlink()
    else:
        made.replace(path)
