"""Files that are not encrypted are in memory, or nowhere."""

from pathlib import Path

import pytest

from tasks.store import in_memory
from tasks.store.folders import DataFolder
from tasks.store.in_memory import NoMemoryError, folder_in_memory, left_over, remove_left_over


def test_a_folder_on_a_disk_is_refused(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_memory, "filesystem_of", lambda _: "ext4")
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))

    with pytest.raises(NoMemoryError, match=f"{tmp_path} is not in memory"), folder_in_memory(data):
        pass
    assert left_over(data) == []


def test_it_is_closed_and_goes_and_what_a_killed_run_left_goes_with_the_next(
    data: DataFolder, tmp_path: Path
) -> None:
    with folder_in_memory(data) as folder:
        assert folder.stat().st_mode & 0o077 == 0
        assert in_memory.filesystem_of(folder) == "tmpfs"
        assert left_over(data) == [folder]
        assert left_over(DataFolder(tmp_path / "another")) == []
        (folder / "counts.csv").write_text("977")
        remove_left_over(data)
        assert not folder.exists()
        folder.mkdir()
    assert left_over(data) == []


def test_a_link_that_another_put_there_is_let_be(data: DataFolder, tmp_path: Path) -> None:
    with folder_in_memory(data) as folder:
        link = folder.with_name(folder.name + "x")
        link.symlink_to(tmp_path)
        try:
            assert left_over(data) == [folder]
        finally:
            link.unlink()
