"""Complete: at rest, renamed in, not temporary; boundaries of time as data."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from tasks.receive.complete import SECONDS_AT_REST, Looks
from tasks.receive.file_state import SECONDS_LONG_AT_REST

NAME = "NIC-612092_AllAssault_HES_2324_M10.xlsx"
NOW = 1_700_000_000.0


def put(folder: Path, content: bytes, modified: float, name: str = NAME) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (modified, modified))
    return path


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("later", "complete"), [(0, False), (SECONDS_AT_REST - 0.01, False), (SECONDS_AT_REST, True)]
)
def test_a_file_just_written_is_complete_when_at_rest(
    tmp_path: Path, later: float, complete: bool
) -> None:
    path = put(tmp_path, b"whole", NOW)
    looks = Looks(tmp_path)
    looks.complete(NOW)

    assert looks.complete(NOW + later) == ({digest(b"whole"): path} if complete else {})
    assert looks.all_at_rest == complete


@pytest.mark.parametrize(
    ("age", "complete"), [(SECONDS_LONG_AT_REST, True), (SECONDS_LONG_AT_REST - 0.01, False)]
)
def test_a_file_renamed_in_is_complete_at_once(tmp_path: Path, age: float, complete: bool) -> None:
    put(tmp_path, b"whole", NOW - age)

    assert bool(Looks(tmp_path).complete(NOW)) == complete


def test_every_write_starts_the_rest_again(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    for second in range(4):
        put(tmp_path, b"x" * (second + 1), NOW + second)
        assert looks.complete(NOW + second) == {}

    assert list(looks.complete(NOW + 3 + SECONDS_AT_REST)) == [digest(b"xxxx")]


def test_same_size_other_time_is_a_write(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    put(tmp_path, b"a", NOW)
    looks.complete(NOW)
    put(tmp_path, b"b", NOW + 0.9)

    assert looks.complete(NOW + 1) == {}


@pytest.mark.parametrize(
    "name", [f".{NAME}", f"~${NAME}", f"{NAME}.part", f"{NAME}.tmp", "readme.txt"]
)
def test_temporary_and_other_names_are_none(tmp_path: Path, name: str) -> None:
    put(tmp_path, b"whole", NOW - 60, name)

    assert Looks(tmp_path).complete(NOW) == {}


def test_an_empty_file_is_never_complete(tmp_path: Path) -> None:
    put(tmp_path, b"", NOW - 60)

    assert Looks(tmp_path).complete(NOW) == {}


def test_the_same_bytes_twice_are_one(tmp_path: Path) -> None:
    first = put(tmp_path, b"whole", NOW - 60)
    put(tmp_path, b"whole", NOW - 60, NAME.replace("M10", "M11"))

    assert Looks(tmp_path).complete(NOW) == {digest(b"whole"): first}


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="no folder of drops"):
        Looks(tmp_path / "nowhere").complete(NOW)
