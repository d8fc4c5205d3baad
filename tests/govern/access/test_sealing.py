"""Delivered files at rest: sealed, marked, and of no use when altered or with another key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.__main__ import main
from tasks.govern.access.log import lines
from tasks.govern.access.marking import FILE, MARKING
from tasks.govern.key import KeyRefusedError
from tasks.govern.sealing import HEADS, kind_of, sealed, unsealed, write_sealed
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tests.receive.conftest import SHARP, Writer, write

__all__ = ["write"]

PLANTED = b"a count that nobody may read"


@given(st.binary(), st.sampled_from(["real", "synthetic"]))
def test_what_is_sealed_comes_back_and_is_nowhere_in_it(content: bytes, kind: str) -> None:
    whole = sealed(content, "key", kind)

    assert unsealed(whole, "key") == content
    assert whole.startswith(MARKING.encode())
    assert len(content) < 8 or content not in whole
    assert sealed(content, "key", kind) != whole
    assert kind_of(whole) == kind


def test_another_key_does_not_unseal_it() -> None:
    with pytest.raises(KeyRefusedError, match="another key, or altered"):
        unsealed(sealed(b"counts", "key", "real"), "other")


HEAD = HEADS["real"]


@pytest.mark.parametrize("at", [0, 20, len(HEAD), len(HEAD) + 12, -1])
def test_one_altered_bit_is_found(at: int) -> None:
    whole = bytearray(sealed(b"counts", "key", "real"))
    whole[at] ^= 1

    with pytest.raises(KeyRefusedError):
        unsealed(bytes(whole), "key")


@pytest.mark.parametrize("length", [0, 5, len(HEAD), len(HEAD) + 12, -1])
def test_a_cut_file_is_found(length: int) -> None:
    with pytest.raises(KeyRefusedError):
        unsealed(sealed(b"counts", "key", "real")[:length], "key")


def test_everything_unsuppressed_is_marked_and_nothing_delivered_is_readable(
    data: DataFolder, write: Writer, drops: Path
) -> None:
    (path,) = write(SHARP)
    receive_drop(path, data)
    (drops / "odd.csv").write_bytes(b"Content,Synthetic test data\n" + PLANTED)
    receive_drop(drops / "odd.csv", data)
    write_sealed(data, data.secure / "error.txt", PLANTED)
    files = [
        path
        for room in (data.secure, data.quarantine)
        for path in room.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    ]

    assert len(files) >= 6
    for file in files:
        beside = any((folder / FILE).exists() for folder in file.parents)
        assert MARKING.encode() in file.read_bytes() or beside, file
        assert path.read_bytes() != file.read_bytes()
        assert PLANTED not in file.read_bytes()


def test_a_sealed_file_is_opened_for_a_reason_that_is_logged(
    data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_sealed(data, data.secure / "drop.csv", b"counts")
    command = ["access", "unseal", str(path), "--data", str(data.root)]

    command += ["--into", str(tmp_path / "out")]
    assert main([*command, "--why", "the sender asks"]) == 0
    (*_, last) = lines(data)
    assert last["why"] == f"the sender asks, into {tmp_path / 'out'}"
    assert last["what"] == "sealed file drop.csv.sealed"
    assert (tmp_path / "out").read_bytes() == b"counts"
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    assert "NOT FOR SHARING" in capsys.readouterr().out


def test_a_real_file_cannot_be_passed_off_as_synthetic() -> None:
    whole = sealed(b"counts", "key", "real")
    passed_off = HEADS["synthetic"] + whole[len(HEAD) :]

    assert kind_of(passed_off) == "synthetic"
    with pytest.raises(KeyRefusedError):
        unsealed(passed_off, "key")


def test_a_sealed_file_is_refused_to_the_unregistered(data: DataFolder, tmp_path: Path) -> None:
    data.content.write_text("real")
    path = write_sealed(data, data.secure / "drop.csv", b"counts")
    data.content.write_text("synthetic")  # whoever changes that opens nothing by it
    out = tmp_path / "out"

    assert (
        main(
            [
                "access",
                "unseal",
                "--data",
                str(data.root),
                "--why",
                "x",
                "--into",
                str(out),
                str(path),
            ]
        )
        == 1
    )
    assert not out.exists()
