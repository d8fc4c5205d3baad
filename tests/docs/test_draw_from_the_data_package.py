"""What the page on the data package tells people to run draws a chart."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.invented import all_figures, release_of

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "draw-from-the-data-package.md"
COLUMNS = ("publication_table", "area", "period", "shown", "status")


def snippet(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Only what the page reads of a release: the cells."""
    lines = [",".join(str(row[name]) for name in COLUMNS) for row in release_of(all_figures())]
    header = ",".join(COLUMNS).replace("publication_table", "table")
    (tmp_path / "cells.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return tmp_path


def drawn(folder: Path) -> bytes:
    return (folder / "trend.png").read_bytes()[:8]


def test_python_draws_it(folder: Path) -> None:
    (folder / "draw.py").write_text(snippet("python"), encoding="utf-8")
    environment = {"MPLBACKEND": "agg", "MPLCONFIGDIR": str(folder), "PATH": ""}
    subprocess.run([sys.executable, "draw.py"], cwd=folder, env=environment, check=True)
    assert drawn(folder) == b"\x89PNG\r\n\x1a\n"
