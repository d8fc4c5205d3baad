"""Delivered files at rest: sealed, marked, and of no use when altered or with another key."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.__main__ import main
from tasks.govern import sealing
from tasks.govern.access.log import lines
from tasks.govern.access.marking import FILE, MARKING
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import OutsideAgreementError, agreement_for
from tasks.govern.key import KeyRefusedError, secure_store_key
from tasks.govern.sealing import (
    EARLIER_HEADS,
    HEADS,
    _sealed,
    kind_of,
    read_sealed,
    sealed,
    sealed_anew,
    unseal_into,
    unsealed,
    write_sealed,
)
from tasks.receive import original
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.conftest import Real
from tests.receive.conftest import SHARP, Writer, write

__all__ = ["write"]

PLANTED = b"a count that nobody may read"
PLACE = "originals/a.xlsx"


@given(st.binary(), st.sampled_from(["real", "synthetic"]))
def test_what_is_sealed_comes_back_and_is_nowhere_in_it(content: bytes, kind: str) -> None:
    whole = sealed(content, "key", kind, PLACE)

    assert unsealed(whole, "key", PLACE) == content
    assert whole.startswith(MARKING.encode())
    assert len(content) < 8 or content not in whole
    assert sealed(content, "key", kind, PLACE) != whole
    assert kind_of(whole) == kind


def test_another_key_does_not_unseal_it() -> None:
    with pytest.raises(KeyRefusedError, match="another key, altered since"):
        unsealed(sealed(b"counts", "key", "real", PLACE), "other", PLACE)


HEAD = HEADS["real"]


@pytest.mark.parametrize("at", [0, 20, len(HEAD), len(HEAD) + 12, -1])
def test_one_altered_bit_is_found(at: int) -> None:
    whole = bytearray(sealed(b"counts", "key", "real", PLACE))
    whole[at] ^= 1

    with pytest.raises(KeyRefusedError):
        unsealed(bytes(whole), "key", PLACE)


@pytest.mark.parametrize("length", [0, 5, len(HEAD), len(HEAD) + 12, -1])
def test_a_cut_file_is_found(length: int) -> None:
    with pytest.raises(KeyRefusedError):
        unsealed(sealed(b"counts", "key", "real", PLACE)[:length], "key", PLACE)


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
    whole = sealed(b"counts", "key", "real", PLACE)
    passed_off = HEADS["synthetic"] + whole[len(HEAD) :]

    assert kind_of(passed_off) == "synthetic"
    with pytest.raises(KeyRefusedError):
        unsealed(passed_off, "key", PLACE)


@pytest.mark.parametrize("name", ["originals/b.csv", "errors/a.csv"])
def test_a_file_under_another_name_or_of_another_kind_does_not_unseal(
    data: DataFolder, name: str
) -> None:
    path = write_sealed(data, data.originals / "a.csv", b"counts")
    other = data.secure / f"{name}.sealed"
    other.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, other)

    assert read_sealed(data, path) == b"counts"
    with pytest.raises(KeyRefusedError, match="the name and the folder"):
        read_sealed(data, other)


def test_files_of_earlier_versions_are_read_and_an_original_is_what_its_name_says(
    data: DataFolder,
) -> None:
    digest, key = hashlib.sha256(b"counts").hexdigest(), secure_store_key(data)
    earlier = _sealed(EARLIER_HEADS["real"], b"counts", key, "")
    for name in (digest, "0" * 64):
        (data.originals / f"{name}.csv.sealed").write_bytes(earlier)

    data.content.write_text("synthetic")
    assert kind_of(earlier) == "real"
    assert unsealed(earlier, key, "anything") == b"counts"
    anew = sealed_anew(earlier, key, "another", "anything")
    assert anew.startswith(EARLIER_HEADS["real"])
    assert unsealed(anew, "another", "anything") == b"counts"


def test_an_original_that_took_anothers_place_is_refused(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(original, "read_sealed", lambda *_: b"counts")
    digest = hashlib.sha256(b"counts").hexdigest()
    for name in (digest, "0" * 64):
        (data.originals / f"{name}.csv.sealed").touch()

    assert original.original_content(data, digest) == b"counts"
    with pytest.raises(KeyRefusedError, match="holds another file"):
        original.original_content(data, "0" * 64)


@pytest.mark.parametrize("way", ["elsewhere", "through a link", "served"])
def test_nothing_is_unsealed_to_where_counts_may_not_stand(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    agreed = replace(agreement_for("synthetic"), storage=(str(data.root),))
    monkeypatch.setattr(sealing, "agreement_for", lambda _: agreed)
    path = write_sealed(data, data.originals / "a.csv", b"counts")
    (data.root / "out").symlink_to(tmp_path)
    into = {
        "elsewhere": tmp_path / "a.csv",
        "through a link": data.root / "out" / "a.csv",
        "served": data.releases / "a.csv",
    }[way]

    with pytest.raises(AccessRefusedError, match=r"no storage location|web server reads"):
        unseal_into(data, path, into)
    assert not into.exists()
    assert unseal_into(data, path, data.root / "a.csv").read_bytes() == b"counts"


@pytest.mark.parametrize("inside", ["secure", "quarantine", "transfer", "secure/originals"])
def test_a_folder_of_counts_that_leads_elsewhere_opens_nothing(
    real: Real, tmp_path: Path, inside: str
) -> None:
    real.agree(storage=f'["{real.data.root}"]')
    outside, folder = tmp_path / "outside", real.data.root / inside
    outside.mkdir(mode=0o700)
    if folder.exists():
        shutil.rmtree(folder)
    folder.symlink_to(outside)

    with pytest.raises(OutsideAgreementError, match="no storage location"), secure_store(real.data):
        pass
    assert not list(outside.iterdir())


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
