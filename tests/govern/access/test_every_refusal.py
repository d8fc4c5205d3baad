"""Every way to be refused the secure store: refused, logged, nothing changed, byte for byte."""

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.govern.access import admission, changes
from tasks.govern.access import local as places
from tasks.govern.access.account import Account, current_account
from tasks.govern.access.log import OPENED, REFUSED, lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.verify import faults
from tasks.govern.key import KEY_FILE
from tasks.govern.sealing import read_sealed, write_sealed
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store, secure_store
from tests.conftest import Real

TODAY = datetime.now(UTC).date()
YESTERDAY, LONG_AGO = TODAY - timedelta(days=1), TODAY - timedelta(days=366)
SERVICE = f"""
[[service]]
account = "{current_account().name}"
purpose = "scheduled runs"
owner = "somebody"
from = 2022-01-28
to = 2099-12-31
"""
Break = Callable[[Real], object]


def opened(store: AbstractContextManager[object]) -> None:
    with store:
        pass


def drop_of(real: Real) -> Path:
    path = real.data.root.parent / "drop.csv"
    path.write_bytes(b"Dataset,977")
    return path


def append_to_register(real: Real, text: str) -> None:
    real.register.write_text(real.register.read_text() + text)


def named_otherwise(real: Real) -> None:
    real.enter(account='"nobody"')
    append_to_register(real, SERVICE)


ATTEMPTS: dict[str, Break] = {
    "read": lambda real: opened(secure_store(real.data)),
    "write": lambda real: opened(secure_store(real.data, read_only=False)),
    "protect": lambda real: opened(secure_and_release_store(real.data)),
    "unseal": lambda real: read_sealed(real.data, real.data.originals / "a.csv.sealed"),
    "receive": lambda real: receive_drop(drop_of(real), real.data),
}
BROKEN: list[tuple[str, Break, str]] = [
    ("unlisted account", lambda real: real.enter(account='"else"'), "is not in the register"),
    ("nobody listed", lambda real: real.register.write_text(""), "is not in the register"),
    ("lapsed training", lambda real: real.enter(trained=f"{LONG_AGO}"), "training of"),
    ("left yesterday", lambda real: real.enter(to=f"{YESTERDAY}"), "does not hold today"),
    ("service, no owner", named_otherwise, "'somebody' is not in the register"),
    ("register with a slip", lambda real: real.enter(role="1"), "'role' has to be a text"),
    ("ended agreement", lambda real: real.agree(ends=f"{YESTERDAY}"), "ended on"),
    ("agreement to come", lambda real: real.agree(starts="2099-01-01"), "starts on 1 January 2099"),
    ("no agreement", lambda real: real.agreement.unlink(), "cannot be read"),
    ("another place", lambda real: real.agree(storage='["/var/lib"]'), "no storage location"),
    ("loose folder", lambda real: real.data.secure.chmod(0o755), "run 'chmod 750'"),
    ("group may write", lambda real: real.data.originals.chmod(0o770), "run 'chmod 750'"),
    ("web server's group", lambda real: real.data.secure.chmod(0o750), "group of the releases"),
    ("loose quarantine", lambda real: real.data.quarantine.chmod(0o711), "run 'chmod 750'"),
    ("loose log", lambda real: real.data.access.chmod(0o775), "run 'chmod 770'"),
]


@pytest.fixture
def held(real: Real, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """A folder in which a real drop is held, under a key of its own."""
    key = tmp_path / "own.key"
    key.write_text(secrets.token_hex(32))
    key.chmod(0o600)
    monkeypatch.setenv(KEY_FILE, str(key))
    with secure_store(real.data, read_only=False) as connection:
        connection.execute(
            "insert into secure.landed.drop select 'id', 'name', 'path', 1, now(), 'a', 'b', "
            "'real', 'd', 's', 'e', date '2024-01-01', date '2024-01-01', date '2024-01-01'"
        )
    write_sealed(real.data, real.data.originals / "a.csv", b"counts")
    return real


def state(data: DataFolder) -> dict[str, str]:
    """Every file but those of the log, with its sha256."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in data.root.rglob("*")
        if path.is_file() and data.access not in path.parents
    }


def events(data: DataFolder, event: str) -> list[dict[str, object]]:
    return [line for line in lines(data) if line["event"] == event]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_allowed_is_logged_before_it_opens(held: Real, attempt: str) -> None:
    before = len(events(held.data, OPENED))
    if attempt != "receive":
        ATTEMPTS[attempt](held)
    else:
        assert receive_drop(drop_of(held), held.data).outcome == "refused"

    assert len(events(held.data, OPENED)) == before + 1
    assert faults(held.data) == []


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize(("spoil", "told"), [one[1:] for one in BROKEN], ids=[b[0] for b in BROKEN])
def test_refused_logged_nothing_changed(held: Real, attempt: str, spoil: Break, told: str) -> None:
    spoil(held)
    before, refused, lets_in = (
        state(held.data),
        events(held.data, REFUSED),
        events(held.data, OPENED),
    )

    said = refusal(attempt, held)

    assert told in said
    assert state(held.data) == before
    new = events(held.data, REFUSED)[len(refused) :]
    assert told in str(new[0]["told"])
    assert new[0]["account"] == current_account().name
    assert events(held.data, OPENED) == lets_in
    assert faults(held.data) == []


@pytest.mark.parametrize("attempt", ["read", "write", "protect", "receive"])
def test_real_drops_do_not_open_as_synthetic_ones(held: Real, attempt: str) -> None:
    """The demonstration's register, which admits anyone, is not reached by a changed marker."""
    held.data.content.write_text("synthetic")
    held.enter(account='"else"')
    before = state(held.data)

    assert "holds other drops" in refusal(attempt, held)
    assert state(held.data) == before
    assert "holds other drops" in str(events(held.data, REFUSED)[-1]["told"])


def refusal(attempt: str, real: Real) -> str:
    try:
        receipt = ATTEMPTS[attempt](real)
    except AccessRefusedError as refused:
        return str(refused)
    # A file that the agreement does not cover is answered with a receipt, as others are.
    return " ".join(receipt.reasons)  # type: ignore[attr-defined]


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("file", ["access_log", "access_head"])
def test_without_the_log_nothing_opens(held: Real, attempt: str, file: str) -> None:
    getattr(held.data, file).unlink()
    getattr(held.data, file).mkdir()
    before = state(held.data)

    assert "nothing opens without it" in refusal(attempt, held)
    assert state(held.data) == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_store_on_a_network_share_is_refused(
    held: Real, monkeypatch: pytest.MonkeyPatch, attempt: str
) -> None:
    monkeypatch.setattr(places, "filesystem_of", lambda folder: "nfs4")
    before = state(held.data)

    assert "is on another machine (nfs4)" in refusal(attempt, held)
    assert state(held.data) == before
    assert events(held.data, REFUSED)


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change of agreement and register has been signed (tests/govern/test_review.py)."""
    monkeypatch.setattr(changes, "require_reviewed", lambda *_: None)


@pytest.mark.usefixtures("reviewed")
def test_who_became_the_service_account_has_to_be_registered(
    held: Real, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = current_account().name
    append_to_register(held, SERVICE.replace(f'"{me}"', '"robot"').replace('"somebody"', f'"{me}"'))

    def become(login: str) -> None:
        monkeypatch.setattr(admission, "current_account", lambda: Account("robot", login))

    become("")
    opened(secure_store(held.data))
    become("stranger")
    with pytest.raises(AccessRefusedError, match="'stranger' is not in the register"):
        opened(secure_store(held.data))
    become(me)
    opened(secure_store(held.data))
    names = [str(line["name"]) for line in events(held.data, OPENED)[-2:]]
    assert names == ["scheduled runs, for A Tester", "A Tester"]


def test_the_environment_does_not_say_who_somebody_is(
    held: Real, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_name = current_account().name
    held.enter(account='"somebody.else"')
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "somebody.else")

    with pytest.raises(AccessRefusedError, match=f"'{real_name}' is not in the register"):
        opened(secure_store(held.data))


def test_what_a_process_makes_is_closed_to_others(held: Real) -> None:
    before = os.umask(0o022)
    try:
        opened(secure_store(held.data, read_only=False))
        (held.data.secure / "made").mkdir()
        assert (held.data.secure / "made").stat().st_mode & 0o027 == 0
        opened(secure_store(held.data))
    finally:
        os.umask(before)


def test_a_source_that_the_agreement_does_not_name_is_not_received(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.govern import agreement
    from tasks.synthesise import write_drop
    from tests.receive.conftest import FIRST_QUARTER, SHARP

    (path,) = write_drop(tmp_path, SHARP, "HES", FIRST_QUARTER)
    text = agreement.FILES["synthetic"].read_text().replace('["HES", "PEDW"]', '["PEDW"]')
    (tmp_path / "agreement.toml").write_text(text)
    monkeypatch.setitem(agreement.FILES, "synthetic", tmp_path / "agreement.toml")
    receipt = receive_drop(path, data)

    assert receipt.outcome == "refused"
    assert "does not permit the source HES" in receipt.reasons[0]
    assert events(data, REFUSED)
    assert list(data.originals.iterdir()) == list(data.quarantine.iterdir()) == []
