"""Runs that were killed: the next one ends as if none had been, nothing half, no line twice."""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.hand_over import files as writing
from tasks.hand_over import keys as making_keys
from tasks.hand_over import prepare as preparing
from tasks.hand_over import send as sending
from tasks.hand_over import states, unpack
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.prepare import PreparedReceipt, prepare, sealed
from tasks.hand_over.send import remove_copy, send
from tasks.hand_over.tables import read_tables
from tasks.hand_over.transfer_log import entries
from tasks.hand_over.unpack import receive
from tasks.store.folders import DataFolder
from tasks.store.in_memory import left_over
from tasks.store.stores import secure_store
from tests.hand_over.conftest import HULL, Sent, copied
from tests.signing import approve_package

pytestmark = pytest.mark.slow
STEPS = {
    preparing: ("read_tables", "load", "make_bag", "tar_of", "encrypted", "sign", "_write"),
    writing: ("write_csv", "read_csv", "_write_stata"),
}
Prepared = tuple[DataFolder, PreparedReceipt]


class Killed(BaseException):
    pass


def killed(*_: object, **__: object) -> None:
    raise Killed


def events(data: DataFolder) -> list[str]:
    return [entry.event for entry in entries(data)]


def test_what_stands_prepared_is_not_made_again(ready: Prepared) -> None:
    data, receipt = ready
    again = prepare(data, HULL, "another run")

    assert again == receipt
    assert events(data) == ["prepared"]


def test_killed_anywhere_while_preparing_it_leaves_no_count_on_a_disk(
    received: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on the disk at each step is what a kill there leaves."""
    data = copied(received, tmp_path / "copy")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    with secure_store(data) as connection:
        _, tables = read_tables(connection)
    rows = {",".join(map(str, row)).encode() for table in tables[:3] for row in table.rows}
    marks = (*sorted(rows, key=len)[-12:], b"PAR1", b"<stata_dta>")
    seen: dict[Path, int] = {}
    found: set[str] = set()
    memory: list[int] = []

    def look(step: Callable[..., object]) -> Callable[..., object]:
        def looked(*arguments: object, **options: object) -> object:
            result = step(*arguments, **options)
            memory.append(len(left_over(data)))
            for path in [one for one in tmp_path.rglob("*") if one.is_file()]:
                changed = path.stat().st_mtime_ns
                if seen.get(path) != changed:
                    seen[path] = changed
                    content = path.read_bytes()
                    found.update(f"{path}" for mark in marks if mark in content)
            return result

        return looked

    for module, names in STEPS.items():
        for name in names:
            monkeypatch.setattr(module, name, look(getattr(module, name)))
    prepare(data, HULL, "run")

    assert found == set()
    assert any(memory)
    assert len(marks) == 14


def spoil_the_file(data: DataFolder, package: str) -> None:
    sealed(data, package).write_bytes(b"half")


def lose_the_file(data: DataFolder, package: str) -> None:
    shutil.rmtree(sealed(data, package).parent)


def change_the_keys(data: DataFolder, package: str) -> None:
    shutil.rmtree(data.throw_away_hand_over_keys)


def change_the_signature(data: DataFolder, package: str) -> None:
    sealed(data, package).with_suffix(".age.sig").write_text("none")


@pytest.mark.parametrize(
    "change", [spoil_the_file, lose_the_file, change_the_keys, change_the_signature]
)
def test_what_does_not_stand_as_it_should_is_made_again(ready: Prepared, change: object) -> None:
    data, receipt = ready
    change(data, receipt.package)  # type: ignore[operator]
    again = prepare(data, HULL, "another run")

    assert again.question != receipt.question
    assert events(data) == ["prepared", "prepared"]
    approve_package(data, again.package)
    assert send(data, again.package, "run").folder.is_dir()


@pytest.mark.parametrize("step", ["record", "remove_copy"])
def test_a_run_killed_while_sending_is_followed_by_one_that_sends_once(
    ready: Prepared, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    data, receipt = ready
    approve_package(data, receipt.package)
    with monkeypatch.context() as patch:
        patch.setattr(sending, step, killed)
        with pytest.raises(Killed):
            send(data, receipt.package, "run")
    whole = sorted(path.name for path in (data.transfer / receipt.package).iterdir())
    assert len(whole) == 3

    if step == "record":
        send(data, receipt.package, "another run")
    else:
        remove_copy(data, receipt.package)
    assert events(data) == ["prepared", "approved", "sent"]
    assert sorted(path.name for path in (data.transfer / receipt.package).iterdir()) == whole
    assert [path.name for path in sealed(data, receipt.package).parent.iterdir()] == [
        "expected.json"
    ]


def test_keys_are_made_whole_or_not_at_all(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(making_keys, "make_key", killed)
        with pytest.raises(Killed):
            ThrowAwayKeys(data).age_key()
    assert not data.throw_away_hand_over_keys.exists()

    key = ThrowAwayKeys(data).age_key()
    assert ThrowAwayKeys(data).signing_public_key("sender").startswith("ssh-ed25519 ")
    assert ThrowAwayKeys(data).age_key() == key


@pytest.mark.parametrize("what", ["destroyed", "withdraw"])
def test_a_state_noted_by_a_killed_command_is_finished_by_the_next(
    sent_once: Sent,
    prepared: Prepared,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    package = sent_once.package
    data = copied(sent_once.data if what == "destroyed" else prepared[0], tmp_path)
    certificate = tmp_path / "certificate.json"
    certified = {"destroyed_on": "2024-06-01", "destroyed_by": "R. Receiver", "how": "wiped"}
    known = entries(data, package)[0]
    certified |= {"package": package, "package_sha256": known.package_sha256}
    certificate.write_text(json.dumps(certified))
    words = {"destroyed": [str(certificate)], "withdraw": [package, "--note", "wrong month"]}[what]
    command = ["hand-over", what, *words, "--data", str(data.root)]
    with monkeypatch.context() as patch:
        patch.setattr(states, "vanish_whole", killed)
        with pytest.raises(Killed):
            main(command)
    noted = events(data)

    assert main(command) == 0
    assert events(data) == noted
    assert not list(data.hand_over.iterdir())
    assert not list(data.transfer.glob("*"))


def test_a_receipt_is_noted_once(sent: Sent, received_once: Path) -> None:
    receipt = received_once / f"{sent.package}-receipt.json"
    command = [
        "hand-over",
        "receipt",
        str(receipt),
        "--data",
        str(sent.data.root),
    ]

    assert main(command) == 0
    assert main(command) == 0
    assert events(sent.data) == ["prepared", "approved", "sent", "receipt"]


@pytest.mark.parametrize("step", ["append", "the last"])
def test_a_receiver_who_was_cut_off_opens_it_again(
    sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    into = tmp_path / "received"
    words = (sent.file, sent.keys.identity, sent.keys.allowed_signers, into)
    with monkeypatch.context() as patch:
        if step == "append":
            patch.setattr(unpack, "append", killed)
        else:
            patch.setattr(Path, "rename", killed)
        with pytest.raises(Killed):
            receive(*words)
    assert not (into / sent.package).exists()

    receipt = receive(*words)
    assert json.loads((into / f"{sent.package}-receipt.json").read_text())["package"] == (
        receipt.package
    )
    assert (into / sent.package / "bagit.txt").exists()
    (line,) = (into / "received.jsonl").read_text().splitlines()
    assert json.loads(line)["event"] == "received"
