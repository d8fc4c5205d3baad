"""After sending: receipts are compared, use ends with the agreement, certificates end it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.__main__ import main
from tasks.govern.access import admission
from tasks.govern.access.account import Account, current_account
from tasks.govern.agreement import Agreement, agreement_for
from tasks.govern.register import ANYONE
from tasks.hand_over import states
from tasks.hand_over.transfer_log import (
    DESTROYED,
    IN_USE,
    RECEIVED,
    REFUSED,
    SENT,
    entries,
    state_of,
)
from tests.hand_over.conftest import Sent

Receipt = dict[str, Any]


@pytest.fixture
def receipt(sent: Sent, received_once: Path, tmp_path: Path) -> Path:
    """What the receiver sends back."""
    into = tmp_path / "received"
    shutil.copytree(received_once, into)
    return into / f"{sent.package}-receipt.json"


def command(sent: Sent, *words: object) -> int:
    return main(["hand-over", *(str(word) for word in words), "--data", str(sent.data.root)])


def test_from_receipt_to_certificate(
    sent: Sent, receipt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    assert command(sent, "receipt", receipt) == 0
    assert state_of(sent.data, sent.package) == RECEIVED
    assert command(sent, "in-use", sent.package, "--note", "their mail") == 0
    assert state_of(sent.data, sent.package) == IN_USE

    shutil.rmtree(receipt.parent / sent.package)
    assert (
        main(["hand-over", "certify", str(receipt), "--by", "R. Receiver", "--how", "wiped"]) == 0
    )
    certificate = receipt.with_name(f"{sent.package}-certificate.json")
    assert command(sent, "destroyed", certificate) == 0
    assert state_of(sent.data, sent.package) == DESTROYED
    assert not sent.folder.exists()
    last = entries(sent.data)[-1]
    assert (last.account, last.name) == (current_account().name, ANYONE)
    assert "sha256" in last.note

    assert command(sent, "status") == 0
    assert f"{sent.package}: destroyed since " in capsys.readouterr().out


def hash_of_the_file(receipt: Receipt) -> None:
    receipt["package_sha256"] = "0" * 64


def hash_of_the_tar(receipt: Receipt) -> None:
    del receipt["tar_sha256"]


def rows(receipt: Receipt) -> None:
    receipt["rows"]["all_assault_la_month"] -= 1


def totals(receipt: Receipt) -> None:
    receipt["totals_sha256"]["all_assault_la_month"] = "0" * 64


def a_table(receipt: Receipt) -> None:
    del receipt["totals_sha256"]["all_assault_la_month"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hash_of_the_file, "package_sha256"),
        (hash_of_the_tar, "tar_sha256"),
        (rows, "rows"),
        (totals, "totals_sha256"),
        (a_table, "totals_sha256"),
    ],
)
def test_a_receipt_of_something_else_is_refused(
    sent: Sent,
    receipt: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Receipt], None],
    said: str,
) -> None:
    fields = json.loads(receipt.read_text())
    change(fields)
    receipt.write_text(json.dumps(fields))

    assert command(sent, "receipt", receipt) == 1
    assert f"{said} differ" in capsys.readouterr().err
    assert state_of(sent.data, sent.package) == SENT
    assert entries(sent.data)[-1].event == REFUSED


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"package": "another"}'])
def test_what_is_no_receipt_is_refused(sent: Sent, tmp_path: Path, text: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(text)

    assert command(sent, "receipt", path) == 1
    assert state_of(sent.data, sent.package) == SENT


def test_a_receipt_holds_no_count(receipt: Path) -> None:
    fields = json.loads(receipt.read_text())

    assert set(fields) == {
        "package",
        "package_sha256",
        "tar_sha256",
        "signed_by",
        "received_at",
        "rows",
        "totals_sha256",
    }
    assert all(len(digest) == 64 for digest in fields["totals_sha256"].values())


def test_only_registered_people_note_states(
    sent: Sent, receipt: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "current_account", lambda: Account("leaver", ""))
    assert command(sent, "receipt", receipt) == 1
    assert "Refused. " in capsys.readouterr().err
    assert state_of(sent.data, sent.package) == SENT


def test_nobody_types_who_they_are(
    sent: Sent, receipt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(sent, "receipt", receipt, "--account", "reviewer") == 64
    assert "--account" in capsys.readouterr().err


def test_a_receipt_that_says_a_thing_twice_is_none(
    sent: Sent, receipt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt.write_text(receipt.read_text().replace("{", '{"package": "another",', 1))

    assert command(sent, "receipt", receipt) == 1
    assert "cannot be read as one" in capsys.readouterr().err


def test_it_is_not_in_use_before_its_receipt(sent: Sent) -> None:
    assert command(sent, "in-use", sent.package, "--note", "early") == 1
    assert state_of(sent.data, sent.package) == SENT


def test_nothing_is_used_after_the_agreement(
    sent: Sent, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(content: str) -> Agreement:
        return replace(agreement_for(content), ends=date(2025, 1, 27))

    monkeypatch.setattr(states, "agreement_for", ended)
    assert command(sent, "receipt", receipt) == 0
    assert command(sent, "in-use", sent.package, "--note", "late") == 1
    assert state_of(sent.data, sent.package) == RECEIVED


@pytest.mark.parametrize(
    "change",
    [{"package_sha256": "0" * 64}, {"how": " "}, {"destroyed_by": ""}, {"destroyed_on": ""}],
)
def test_what_does_not_certify_it_is_refused(
    sent: Sent, tmp_path: Path, change: dict[str, str]
) -> None:
    certificate = {
        "package": sent.package,
        "package_sha256": entries(sent.data, sent.package)[0].package_sha256,
        "destroyed_on": "2024-06-01",
        "destroyed_by": "R. Receiver",
        "how": "wiped",
    }
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(certificate | change))
    assert command(sent, "destroyed", path) == 1
    assert state_of(sent.data, sent.package) == SENT
    assert sent.folder.exists()

    path.write_text(json.dumps(certificate))
    assert command(sent, "destroyed", path) == 0


def test_a_package_that_was_sent_is_not_withdrawn(sent: Sent) -> None:
    assert command(sent, "withdraw", sent.package, "--note", "wrong month") == 1
    assert state_of(sent.data, sent.package) == SENT


def test_a_withdrawn_package_leaves_nothing(ready: Any) -> None:
    data, receipt = ready
    words = [
        "hand-over",
        "withdraw",
        receipt.package,
        "--note",
        "wrong month",
        "--data",
        str(data.root),
    ]

    assert main(words) == 0
    assert state_of(data, receipt.package) == "rejected"
    assert not list(data.hand_over.iterdir())
