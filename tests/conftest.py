"""What every test may use: a data folder of its own with the demonstration's key."""

from pathlib import Path

import pytest

from tasks.folders import DataFolder
from tasks.secure_key import KEY_FILE, make_throw_away_key


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.delenv(KEY_FILE, raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    make_throw_away_key(folder)
    return folder


@pytest.fixture
def drops(tmp_path: Path) -> Path:
    folder = tmp_path / "drops"
    folder.mkdir()
    return folder
