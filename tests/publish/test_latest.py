"""The latest release under a name that stays."""

import json
from pathlib import Path

import pytest

from tasks.publish import latest as module
from tasks.publish.latest import latest, write_latest


def standing(releases: Path, *names: str) -> None:
    for name in names:
        folder = releases / name
        (folder / "forces").mkdir(parents=True)
        for file in ("manifest.json", "cells.csv", "a-dashboard.html", "forces/index.html"):
            (folder / file).touch()


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        (["2024-01/r1"], "2024-01/r1"),
        (["2024-01/r1", "2023-12/r2"], "2024-01/r1"),
        (["2024-01/r2", "2024-01/r10", "2024-01/r9"], "2024-01/r10"),
        (["2009-12/r1", "2010-01/r1"], "2010-01/r1"),
    ],
)
def test_the_latest_is_the_last_revision_of_the_latest_month(
    tmp_path: Path, names: list[str], newest: str
) -> None:
    standing(tmp_path, *names)
    assert latest(tmp_path) == newest


def test_page_and_list_name_its_files_and_leave_nothing_else(tmp_path: Path) -> None:
    standing(tmp_path, "2023-12/r1", "2024-01/r1")
    write_latest(tmp_path, "2023-12/r1")
    listed = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    page = (tmp_path / "latest.html").read_text(encoding="utf-8")
    files = [
        f"2024-01/r1/{name}" for name in ("a-dashboard.html", "forces/index.html", "cells.csv")
    ]
    assert listed == {"release": "2024-01/r1", "files": files}
    assert all(f'href="{file}"' in page and (tmp_path / file).exists() for file in files)
    assert {path.name for path in tmp_path.iterdir()} == {
        "2023-12", "2024-01", "latest.html", "latest.json",
    }  # fmt: skip


def test_a_release_that_appears_meanwhile_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing(tmp_path, "2023-12/r1")
    write = module._write

    def appearing(releases: Path, release: str, mark: str) -> None:
        write(releases, release, mark)
        if not (releases / "2024-01").exists():
            standing(releases, "2024-01/r1")

    monkeypatch.setattr(module, "_write", appearing)
    write_latest(tmp_path, "2023-12/r1")
    assert json.loads((tmp_path / "latest.json").read_text("utf-8"))["release"] == "2024-01/r1"
