"""A folder comes whole and goes whole, whenever the run that does it is killed."""

import shutil
from pathlib import Path

import pytest

from tasks.store.whole_folder import appearing_whole, vanish_whole


class Killed(BaseException):
    pass


def killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    with appearing_whole(folder) as part:
        (part / "a").write_text("a")
        (part / "b").write_text("b")
    return folder


def test_no_half_of_a_folder_that_goes_stands(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(Killed):
            vanish_whole(folder)
    assert len(list(folder.iterdir())) == 2

    rmtree = shutil.rmtree
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda path, **_: killed() if path.exists() else None)
        with pytest.raises(Killed):
            vanish_whole(folder)
    assert not folder.exists()
    assert shutil.rmtree is rmtree

    vanish_whole(folder)
    assert list(folder.parent.iterdir()) == []


def test_what_a_killed_run_left_of_a_folder_is_in_nobodys_way(folder: Path) -> None:
    left = folder.with_name(".package.partial")
    left.mkdir()
    (left / "c").write_text("c")
    vanish_whole(folder)
    with appearing_whole(folder) as part:
        (part / "d").write_text("d")

    assert [path.name for path in folder.iterdir()] == ["d"]
    assert list(folder.parent.iterdir()) == [folder]
