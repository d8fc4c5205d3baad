"""The secure store is encrypted, closed, and opened by its own key only."""

import os
import secrets
from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest

from tasks.govern.key import (
    CREDENTIAL,
    KEY_FILE,
    KeyRefusedError,
    is_open_to_others,
    make_throw_away_key,
    secure_store_key,
)
from tasks.store.attach import NEW
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import (
    CONFIGURATION,
    MEMORY,
    MemorySettingError,
    no_store,
    release_store,
    secure_and_release_store,
    secure_store,
)

PLANTED = "a sentence that must not be readable"
# What DuckDB says of a locked store only: an open one may fail too, where no network answers.
LOCKED = "disabled by configuration|configuration has been locked"


def plant(data: DataFolder) -> None:
    with secure_store(data, read_only=False) as connection:
        connection.execute("create table secure.planted as select ? as words", [PLANTED])


def test_nothing_is_readable_on_disk(data: DataFolder) -> None:
    plant(data)

    for path in data.secure.rglob("*"):
        assert path.is_dir() or PLANTED.encode() not in path.read_bytes()


def test_the_journal_holds_nothing_readable(data: DataFolder) -> None:
    """What is written and not checkpointed, as a power cut leaves it."""
    plant(data)
    with secure_store(data, read_only=False) as connection:
        connection.execute("insert into secure.planted select ? from range(1000)", [PLANTED])
        journal = data.secure_store.with_name("secure.duckdb.wal").read_bytes()

    assert len(journal) > 1000
    assert PLANTED.encode() not in journal


@pytest.mark.parametrize("encrypted", [True, False])
def test_what_spills_over_is_encrypted(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    """Without the setting it would be readable: so this test can fail."""
    monkeypatch.setitem(CONFIGURATION, "memory_limit", "40MB")
    monkeypatch.setitem(CONFIGURATION, "temp_file_encryption", encrypted)
    with secure_store(data, read_only=False) as connection:
        connection.execute(
            "create temp table large as select ? || md5(n::varchar) as words "
            "from range(900000) as numbers (n)",
            [PLANTED],
        )
        spilled = [path.read_bytes() for path in (data.secure / "spill").iterdir()]

    assert sum(map(len, spilled)) > 1_000_000
    assert any(PLANTED.encode() in content for content in spilled) != encrypted


@pytest.mark.parametrize(("setting", "told"), [(None, "2.9 GiB"), ("2.5", "1.8 GiB")])
def test_memory_is_bounded_by_a_setting(
    monkeypatch: pytest.MonkeyPatch, setting: str | None, told: str
) -> None:
    monkeypatch.delenv(MEMORY, raising=False)
    if setting:
        monkeypatch.setenv(MEMORY, setting)
    with no_store() as connection:
        limit = connection.execute("select current_setting('memory_limit')").fetchall()

    assert limit == [(told,)]


@pytest.mark.parametrize("setting", ["", "4GB", "0.9", "-4", "nan", "inf"])
def test_a_setting_of_memory_that_is_no_number_of_gigabytes_is_refused(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(MEMORY, setting)
    with pytest.raises(MemorySettingError, match="set it to the gigabytes"), no_store():
        pass


def test_the_right_key_reads_it(data: DataFolder) -> None:
    plant(data)

    with secure_store(data) as connection:
        assert connection.execute("select words from secure.planted").fetchall() == [(PLANTED,)]


@pytest.mark.parametrize("key", ["0123456789abcdef" * 4, "another of letters and digits " * 3])
def test_another_key_is_refused(data: DataFolder, key: str) -> None:
    plant(data)
    data.throw_away_key.write_text(key)

    with pytest.raises(KeyRefusedError, match="find the key that made it"), secure_store(data):
        pass


def test_a_run_killed_while_it_makes_the_key_leaves_none(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.throw_away_key.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", raise_interrupt)
        with pytest.raises(KeyboardInterrupt):
            make_throw_away_key(data)
    assert not data.throw_away_key.exists()

    make_throw_away_key(data)
    key = secure_store_key(data)
    assert len(key) == 64
    make_throw_away_key(data)
    assert secure_store_key(data) == key


def raise_interrupt(_: int) -> None:
    raise KeyboardInterrupt


def test_no_key_is_refused_and_none_is_made_in_its_place(data: DataFolder) -> None:
    plant(data)
    data.throw_away_key.unlink()
    make_throw_away_key(data)

    assert not data.throw_away_key.exists()
    with pytest.raises(KeyRefusedError, match="no key"), secure_store(data):
        pass


def test_a_key_that_others_may_read_is_refused(data: DataFolder) -> None:
    data.throw_away_key.chmod(0o640)

    with pytest.raises(KeyRefusedError, match="chmod 600"), secure_store(data):
        pass


@pytest.mark.parametrize(("mode", "refused"), [(0o400, False), (0o440, False), (0o444, True)])
def test_a_credential_is_read_by_those_whom_systemd_lets_in(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, mode: int, refused: bool
) -> None:
    """From 254 on it does so by an access list, whose mask stands where the group's bits do."""
    credential = data.root.parent / "credentials" / CREDENTIAL
    credential.parent.mkdir()
    data.throw_away_key.rename(credential)
    credential.chmod(mode)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credential.parent))

    assert is_open_to_others(credential) == refused
    with (
        pytest.raises(KeyRefusedError) if refused else nullcontext(),
        secure_store(data, read_only=False),
    ):
        pass


def test_a_configured_key_comes_first(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "own.key"
    key.write_text(secrets.token_hex(32))
    key.chmod(0o600)
    monkeypatch.setenv(KEY_FILE, str(key))
    plant(data)
    monkeypatch.delenv(KEY_FILE)

    with pytest.raises(KeyRefusedError), secure_store(data):
        pass


def test_a_systemd_credential_is_a_key(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secure-store-key").write_text(secrets.token_hex(32))
    (tmp_path / "secure-store-key").chmod(0o400)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    data.throw_away_key.unlink()
    plant(data)

    with secure_store(data) as connection:
        assert connection.execute("select words from secure.planted").fetchall() == [(PLANTED,)]


def test_the_key_stands_outside_the_data_folder(data: DataFolder) -> None:
    assert data.root not in data.throw_away_key.parents
    assert data.throw_away_key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("folder", ["secure", "originals", "quarantine"])
def test_folders_with_counts_are_closed_to_others(data: DataFolder, folder: str) -> None:
    assert getattr(data, folder).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb'",
        "install json from core",
        "set enable_external_access = true",
        "set memory_limit = '1GB'",
    ],
)
def test_an_open_store_reaches_nothing_else(data: DataFolder, statement: str) -> None:
    with (
        secure_store(data, read_only=False) as connection,
        pytest.raises(duckdb.Error, match=LOCKED),
    ):
        connection.execute(statement.replace("{folder}", str(data.root)))


def test_publishing_cannot_see_the_secure_store(data: DataFolder) -> None:
    with secure_store(data, read_only=False):
        pass
    with secure_and_release_store(data):
        pass

    with release_store(data) as connection:
        databases = {
            name
            for (name,) in connection.execute(
                "select database_name from duckdb_databases()"
            ).fetchall()
        }
    assert "release" in databases
    assert "secure" not in databases


@pytest.mark.parametrize("store", ["secure_store", "release_store"])
def test_a_run_killed_while_it_makes_a_store_leaves_no_half_one(
    data: DataFolder, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path: Path = getattr(data, store)
    half = path.with_name(f"{path.name}{NEW}")
    half.write_bytes(b"half a header")

    with secure_and_release_store(data) as connection:
        connection.execute("create table release.planted as select 1 as one")
    assert path.exists()
    assert not half.exists()
    with secure_and_release_store(data) as connection:
        assert connection.execute("select one from release.planted").fetchall() == [(1,)]


def test_a_store_appears_whole_or_not_at_all(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tasks.store.attach.flush_to_disk", killed)
    with pytest.raises(KeyboardInterrupt), secure_store(data, read_only=False):
        pass

    assert not data.secure_store.exists()


def test_a_read_only_store_is_not_written(data: DataFolder) -> None:
    plant(data)

    with secure_store(data) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("drop table secure.planted")


def test_every_stored_table_is_forgotten_by_its_releases_or_whole(data: DataFolder) -> None:
    """A rebuild empties the stores by this list: what it lacks would keep later figures."""
    with secure_and_release_store(data) as connection:
        tables = connection.execute(statement("rebuild/stored_table")).fetchall()

    assert [".".join(table) for *table, is_of_releases in tables if is_of_releases] == [
        "release.main.audit",
        "release.main.cell",
        "release.main.input",
        "release.main.ledger",
        "release.main.left_out",
        "release.main.release",
        "release.main.rule",
        "secure.conformed.audited_figure",
        "secure.conformed.released_figure",
        "secure.conformed.standing",
    ]
    assert [".".join(table) for *table, is_of_releases in tables if not is_of_releases] == [
        "secure.conformed.count",
        "secure.conformed.drop",
        "secure.conformed.set_aside",
        "secure.landed.count",
        "secure.landed.delivered_table",
        "secure.landed.drop",
    ]
