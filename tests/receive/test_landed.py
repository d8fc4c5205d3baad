"""What has landed goes from the incoming folder: that it did, and that nothing else does."""

import os
from pathlib import Path

import pytest

from tasks.govern.access.closed import LooseFolderError
from tasks.receive import drop as receiving
from tasks.receive.drop import receive_drop
from tasks.receive.landed import is_removed, remove_landed
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.synthesise import write_drop


@pytest.fixture
def landed(data: DataFolder, drops: Path) -> Path:
    (path,) = write_drop(drops, "monthly sharp object", "HES", "2012/13 M01")
    assert receive_drop(path, data).outcome == "landed"
    return path


def test_a_landed_file_goes_and_its_original_stays(data: DataFolder, landed: Path) -> None:
    digest = sha256_of(landed)

    assert remove_landed(data, {digest: landed}) == [landed.name]
    assert not landed.exists()
    assert [path.name.partition(".")[0] for path in data.originals.iterdir()] == [digest]
    assert remove_landed(data, {digest: landed}) == []


def test_what_was_not_landed_or_changed_since_or_is_a_link_stays(
    data: DataFolder, landed: Path
) -> None:
    digest = sha256_of(landed)
    other = landed.with_name("other.xlsx")
    other.write_bytes(b"never received")
    link = landed.with_name("link.xlsx")
    link.symlink_to(landed)

    assert remove_landed(data, {sha256_of(other): other}) == []
    assert remove_landed(data, {digest: other}) == []
    assert remove_landed(data, {digest: link}) == []
    assert {path.name for path in landed.parent.iterdir()} == {landed.name, other.name, link.name}


def test_only_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMOVE_LANDED", raising=False)
    assert not is_removed()
    settings = Path(__file__).parents[2] / "deploy" / "settings.env"
    (line,) = [one for one in settings.read_text().splitlines() if one.startswith("REMOVE_LANDED")]
    monkeypatch.setitem(os.environ, *line.split("="))
    assert is_removed()


def test_a_real_drop_where_others_reach_it_is_refused(
    data: DataFolder, drops: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write_drop(drops, "monthly sharp object", "HES", "2012/13 M01")
    monkeypatch.setattr(receiving, "_content", lambda _: "real")
    drops.chmod(0o755)

    with pytest.raises(LooseFolderError, match="mode 0755"):
        receive_drop(path, data)
    assert not list(data.originals.iterdir())
