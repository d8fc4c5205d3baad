"""A data folder that holds something, received once: two vintages, a refused file, a release."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise.drop import write_tables
from tasks.synthesise.layout import Layout
from tests.receive.conftest import SHARP, edited, tables_of

PLANTED = 977_777


@dataclass(frozen=True)
class Held:
    """The data folder, and the incoming folder with the second vintage and the refused file."""

    data: DataFolder
    incoming: Path


@pytest.fixture(scope="session")
def received_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("received")
    incoming = root / "incoming"
    incoming.mkdir()
    data = DataFolder(root / "data")
    data.prepare()
    make_throw_away_key(data)
    extract, tables = tables_of(SHARP, "HES")
    (path,) = write_tables(incoming, extract, tables, Layout())
    receive_drop(path, data)
    receive_drop(edited(path, lambda workbook: None), data)
    again = shutil.copyfile(path, path.with_stem(f"{path.stem}_again"))
    receive_drop(edited(again, spoil), data)
    release = data.releases / "2012-06" / "r1"
    release.mkdir(parents=True)
    manifest = {"release": "2012-06/r1", "synthetic": True, "audit": {"exact": 0}, "files": {}}
    (release / "manifest.json").write_text(json.dumps(manifest))
    data.release_store.write_bytes(b"protected")
    return root


def spoil(workbook: Workbook) -> None:
    workbook.worksheets[1]["C6"] = PLANTED


@pytest.fixture
def held(received_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    """The test's own copy of it."""
    monkeypatch.delenv(KEY_FILE, raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    root = tmp_path / "held"
    shutil.copytree(received_once, root)
    return Held(DataFolder(root / "data"), root / "incoming")
