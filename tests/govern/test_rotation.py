"""The key's rotation: the new one opens all, the old one nothing; cut off, nothing is lost."""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern import rotation
from tasks.govern.access.log import lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.verify import faults
from tasks.govern.key import KeyRefusedError, secure_store_key
from tasks.govern.rotation import rotate_key
from tasks.govern.sealing import read_sealed, write_sealed
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.conftest import Real

WORDS = "a sentence"


@pytest.fixture
def new_key(tmp_path: Path) -> Path:
    return key_in(tmp_path / "new.key", secrets.token_hex(32))


def key_in(path: Path, key: str) -> Path:
    path.write_text(key)
    path.chmod(0o600)
    return path


@pytest.fixture
def filled(data: DataFolder) -> DataFolder:
    with secure_store(data, read_only=False) as connection:
        connection.execute("create table secure.planted (words varchar primary key)")
        connection.execute("insert into secure.planted values (?)", [WORDS])
    write_sealed(data, data.originals / "a.xlsx", b"counts")
    (data.quarantine / "b").mkdir(mode=0o700)
    write_sealed(data, data.quarantine / "b" / "b.csv", b"refused")
    return data


def held(data: DataFolder) -> list[object]:
    with secure_store(data) as connection:
        words = connection.execute("select words from secure.planted").fetchall()
    sealed = [data.originals / "a.xlsx.sealed", data.quarantine / "b" / "b.csv.sealed"]
    return [words, *(read_sealed(data, path) for path in sealed)]


WHOLE = [[(WORDS,)], b"counts", b"refused"]


def test_the_new_key_opens_all_and_the_old_one_nothing(filled: DataFolder, new_key: Path) -> None:
    old, files = secure_store_key(filled), sorted(filled.root.rglob("*"))
    assert (
        main(["access", "rotate-key", "--data", str(filled.root), "--new-key", str(new_key)]) == 0
    )

    assert secure_store_key(filled) == new_key.read_text()
    assert held(filled) == WHOLE
    assert set(filled.root.rglob("*")) <= {*files, filled.secure / "spill", filled.writer_lock}
    filled.throw_away_key.write_text(old)
    with pytest.raises(KeyRefusedError, match="find the key"), secure_store(filled):
        pass
    with pytest.raises(KeyRefusedError, match="another key"):
        read_sealed(filled, filled.originals / "a.xlsx.sealed")
    assert [line["event"] for line in lines(filled)].count("key rotated") == 1
    assert faults(filled) == []


def test_what_the_store_enforces_is_copied_too(filled: DataFolder, new_key: Path) -> None:
    from duckdb import ConstraintException

    rotate_key(filled, new_key)
    with secure_store(filled, read_only=False) as connection:
        with pytest.raises(ConstraintException):
            connection.execute("insert into secure.planted values (?)", [WORDS])
        with pytest.raises(ConstraintException):
            connection.execute("insert into secure.landed.delivered_table values (null, 't', 1)")


class CutOffError(Exception):
    """The power went."""


STEPS = ("copy_under", "put", "flush_to_disk", "replace_key", "append")


def cut_off_after(steps: int, data: DataFolder, new_key: Path) -> None:
    """Cut a rotation off when it has done so many things to the disk."""
    left = iter(range(steps))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object) -> object:
            if next(left, None) is None:
                raise CutOffError
            return real(*arguments)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(rotation, name, counted(getattr(rotation, name)))
        with pytest.raises(CutOffError):
            rotate_key(data, new_key)


@pytest.mark.slow
@pytest.mark.parametrize("steps", range(11))
def test_cut_off_anywhere_it_is_whole_under_one_key_and_finishes(
    filled: DataFolder, new_key: Path, steps: int
) -> None:
    cut_off_after(steps, filled, new_key)
    if filled.rotation.exists():
        with pytest.raises(AccessRefusedError, match="rotation of the key was cut off"):
            held(filled)
        other = key_in(new_key.with_name("other.key"), secrets.token_hex(32))
        with pytest.raises(KeyRefusedError, match="to another key"):
            rotate_key(filled, other)
    else:
        assert held(filled) == WHOLE

    if filled.rotation.exists() or secure_store_key(filled) != new_key.read_text():
        rotate_key(filled, new_key)
    assert held(filled) == WHOLE
    assert not list(filled.root.rglob("*.rotated"))


@pytest.mark.parametrize(
    ("key", "mode", "told"),
    [
        ("", 0o600, "is empty"),
        ("new", 0o640, "chmod 600"),
        (None, 0o600, "present one"),
        ("new", 0o600, "can be guessed"),
        ("0" * 64, 0o600, "can be guessed"),
        ("0123456789abcdef" * 2, 0o600, "can be guessed"),
        ("password" * 5, 0o600, "can be guessed"),
    ],
)
def test_an_unusable_key_changes_nothing(
    filled: DataFolder, new_key: Path, key: str | None, mode: int, told: str
) -> None:
    new_key.write_text(secure_store_key(filled) if key is None else key)
    new_key.chmod(mode)
    before = filled.secure_store.read_bytes()

    with pytest.raises(KeyRefusedError, match=told):
        rotate_key(filled, new_key)
    assert filled.secure_store.read_bytes() == before


def test_a_credential_is_left_to_root(
    filled: DataFolder, new_key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credential = key_in(tmp_path / "secure-store-key", secure_store_key(filled))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    assert rotate_key(filled, new_key) is None
    with pytest.raises(KeyRefusedError):
        held(filled)
    key_in(credential, new_key.read_text())
    assert held(filled) == WHOLE


def test_a_key_that_only_its_owner_may_replace_is_left_to_them(
    filled: DataFolder,
    new_key: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def denied(path: Path, key: str) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("tasks.govern.key._write_key", denied)

    assert (
        main(["access", "rotate-key", "--data", str(filled.root), "--new-key", str(new_key)]) == 0
    )
    assert "Put the new one in its place" in capsys.readouterr().out
    key_in(filled.throw_away_key, new_key.read_text())
    assert held(filled) == WHOLE


def test_the_unregistered_rotate_nothing(
    real: Real, new_key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real.enter(account='"else"')

    assert (
        main(["access", "rotate-key", "--data", str(real.data.root), "--new-key", str(new_key)])
        == 1
    )
    assert "is not in the register" in capsys.readouterr().err
