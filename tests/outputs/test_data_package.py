"""A release's data package, read by R as the page on it says."""

import subprocess
from pathlib import Path

from tests.docs.test_draw_from_the_data_package import drawn, snippet
from tests.outputs.conftest import program


def test_r_draws_the_main_chart(release: Path, tmp_path: Path) -> None:
    (tmp_path / "cells.csv").symlink_to(release / "cells.csv")
    (tmp_path / "draw.R").write_text(snippet("r"), encoding="utf-8")
    subprocess.run([program("Rscript"), "draw.R"], cwd=tmp_path, check=True, capture_output=True)
    assert drawn(tmp_path) == b"\x89PNG\r\n\x1a\n"
