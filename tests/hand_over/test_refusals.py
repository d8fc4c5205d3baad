"""Outside the agreement or off the register nothing is handed over, and the log says why."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from tasks.govern.agreement import Agreement, agreement_for
from tasks.govern.signature import make_key
from tasks.hand_over import prepare as preparing
from tasks.hand_over import recipients
from tasks.hand_over.keys import KEY_FILE, signing_key
from tasks.hand_over.prepare import PreparedReceipt, prepare, sealed
from tasks.hand_over.recipients import fingerprint, recipient_for, sender_for
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.send import send
from tasks.hand_over.states import approve, reject
from tasks.hand_over.transfer_log import (
    APPROVED,
    PREPARED,
    REFUSED,
    entries,
    prepared_as,
    record,
    state_of,
)
from tasks.store.folders import DataFolder
from tests.hand_over.conftest import HULL
from tests.signing import about_package, approve_package, signed_by

Prepared = tuple[DataFolder, PreparedReceipt]
Register = Callable[..., None]
TODAY = date(2024, 6, 1)
A_KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def refused(data: DataFolder, said: str, recipient: str = HULL) -> None:
    """Pass if preparing is refused so, noted, and nothing was made."""
    with pytest.raises(HandOverRefusedError, match=said):
        prepare(data, recipient, "a run")

    last = entries(data)[-1]
    assert (last.event, last.recipient, last.run) == (REFUSED, recipient, "a run")
    assert re.search(said, last.note)
    assert not list(data.hand_over.glob("*/*.age"))
    assert not data.transfer.exists()


def agreed(monkeypatch: pytest.MonkeyPatch, starts: date, ends: date) -> None:
    def changed(content: str) -> Agreement:
        return replace(agreement_for(content), starts=starts, ends=ends)

    monkeypatch.setattr(preparing, "agreement_for", changed)


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (date(2022, 1, 28), date(2025, 1, 27), "ended on 27 January 2025"),
        (date(2098, 1, 28), date(2099, 1, 27), "starts on 28 January 2098"),
    ],
)
def test_outside_the_agreement(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch, starts: date, ends: date, said: str
) -> None:
    agreed(monkeypatch, starts, ends)
    refused(fresh, said)


@pytest.mark.parametrize("name", ["university-of-elsewhere", "University-of-Hull", ""])
def test_a_recipient_who_is_not_on_the_register(fresh: DataFolder, name: str) -> None:
    refused(fresh, "is not on the register of recipients", name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("to = 2099-12-31", "to = 2022-12-31"), "holds from 2022-01-28 to 2022-12-31, not today"),
        (("from = 2022-01-28", "from = 2099-01-01"), "holds from 2099-01-01"),
        (('fingerprint = "throw-away"\n', ""), "recipient 1: the field 'fingerprint' is missing"),
        (('public_key = "throw-away"\n', ""), "toml, sender: the field 'public_key' is missing"),
        (("[sender]", "[[sender]]"), r"write \[sender\]"),
        (('age_key = "throw-away"', f'age_key = "{A_KEY}"'), "not the one of its fingerprint"),
        (("[sender]", "[nobody]"), "the field 'nobody' is not known"),
        (('public_key = "throw-away"', 'public_key = "ssh-ed25519 AAAA"'), "not the sender's"),
    ],
)
def test_an_entry_that_does_not_hold(
    fresh: DataFolder, register: Register, change: tuple[str, str], said: str
) -> None:
    register(change)
    refused(fresh, said)


def test_a_key_that_is_no_key(fresh: DataFolder, register: Register) -> None:
    register(
        ('age_key = "throw-away"', 'age_key = "age1none"'),
        ('fingerprint = "throw-away"', f'fingerprint = "{fingerprint("age1none")}"'),
    )
    refused(fresh, "is no age key")


def test_no_key_to_sign_with(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(KEY_FILE, str(tmp_path / "none"))
    refused(fresh, "no key to sign with")


def test_a_key_that_others_may_read(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_key(tmp_path / "signing.key")
    (tmp_path / "signing.key").chmod(0o640)
    monkeypatch.setenv(KEY_FILE, str(tmp_path / "signing.key"))
    refused(fresh, "Others may read the key")


def test_a_key_that_is_not_the_senders(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_key(tmp_path / "signing.key")
    monkeypatch.setenv(KEY_FILE, str(tmp_path / "signing.key"))
    with pytest.raises(HandOverRefusedError, match="not the sender's"):
        prepare(fresh, HULL)


def test_real_counts_have_no_throw_away_keys(data: DataFolder) -> None:
    with pytest.raises(HandOverRefusedError, match="not on the register"):
        recipient_for(data, "real", HULL, TODAY)
    with pytest.raises(HandOverRefusedError, match="names no sender"):
        sender_for(data, "real")
    with pytest.raises(HandOverRefusedError, match="no key to sign with"):
        signing_key(data, "real")


def test_a_throw_away_entry_is_none_for_real_counts(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(recipients.FILES, "real", recipients.FILES["synthetic"])

    # Nobody invented signs for the real register of people.
    with pytest.raises(HandOverRefusedError, match="signed by: nobody"):
        recipient_for(data, "real", HULL, TODAY)

    monkeypatch.setattr(recipients, "_require_reviewed", lambda *_: None)
    with pytest.raises(HandOverRefusedError, match="not the one of its fingerprint"):
        recipient_for(data, "real", HULL, TODAY)


@pytest.mark.parametrize("day", [date(2022, 1, 28), date(2099, 12, 31)])
def test_both_days_of_an_entry_are_in_it(data: DataFolder, day: date) -> None:
    assert recipient_for(data, "synthetic", HULL, day).organisation == "University of Hull"


def test_a_pinned_key_is_used_as_it_stands(data: DataFolder, register: Register) -> None:
    register(
        ('age_key = "throw-away"', f'age_key = "{A_KEY}"'),
        ('fingerprint = "throw-away"', f'fingerprint = "{fingerprint(A_KEY)}"'),
    )

    assert recipient_for(data, "synthetic", HULL, TODAY).age_key == A_KEY


def not_sent(data: DataFolder, package: str, said: str, state: str = APPROVED) -> None:
    with pytest.raises(HandOverRefusedError, match=said):
        send(data, package, "a run")

    assert entries(data)[-1].event == REFUSED
    assert state_of(data, package) == state
    assert not data.transfer.exists()


def approved(ready: Prepared) -> tuple[DataFolder, str]:
    data, receipt = ready
    approve_package(data, receipt.package)
    return data, receipt.package


def test_what_is_not_approved_is_not_sent(ready: Prepared) -> None:
    not_sent(ready[0], ready[1].package, "is prepared, not approved", PREPARED)


def test_a_line_that_says_approved_sends_nothing(ready: Prepared) -> None:
    """As somebody with a shell writes it, in the log and where it stood before."""
    data, receipt = ready
    known = prepared_as(data, receipt.package)
    forged = replace(known, event=APPROVED, account="reviewer", name="Rhys Reviewer", at="")
    record(data, forged)
    line = json.dumps(asdict(forged))
    (data.release_store.parent / "transfer.jsonl").write_text(f"{line}\n")

    not_sent(data, receipt.package, "does not count: nobody signed that")


def test_the_runs_owner_approves_no_package(ready: Prepared) -> None:
    data, receipt = ready
    approve_package(data, receipt.package, "owner")

    not_sent(data, receipt.package, "'owner' owns the run")


def test_what_was_made_again_is_not_approved_by_the_answer_about_the_first(
    ready: Prepared,
) -> None:
    data, receipt = ready
    first = signed_by(data, about_package(data, receipt.package), "reviewer")
    sealed(data, receipt.package).unlink()
    again = prepare(data, HULL, "another run")
    assert again.question != receipt.question
    with pytest.raises(HandOverRefusedError, match="made again"):
        approve(data, receipt.package, "run", first)

    assert entries(data)[-1].event == REFUSED
    assert state_of(data, receipt.package) == PREPARED
    approve_package(data, again.package)


def test_a_package_that_was_withdrawn_is_not_approved(ready: Prepared) -> None:
    data, receipt = ready
    reject(data, receipt.package, "wrong month")
    with pytest.raises(HandOverRefusedError, match="cannot become 'approved'"):
        approve_package(data, receipt.package)


def test_the_agreement_has_ended_while_the_run_waited(
    ready: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, package = approved(ready)
    agreed(monkeypatch, date(2022, 1, 28), date(2025, 1, 27))
    not_sent(data, package, "ended on 27 January 2025")


def test_the_recipient_has_left_the_register_while_the_run_waited(
    ready: Prepared, register: Register
) -> None:
    data, package = approved(ready)
    register(('name = "university-of-hull"', 'name = "another"'))
    not_sent(data, package, "not on the register")


def test_the_recipients_key_has_changed_while_the_run_waited(
    ready: Prepared, register: Register
) -> None:
    data, package = approved(ready)
    register(
        ('age_key = "throw-away"', f'age_key = "{A_KEY}"'),
        ('fingerprint = "throw-away"', f'fingerprint = "{fingerprint(A_KEY)}"'),
    )
    not_sent(data, package, "key has changed")


@pytest.mark.parametrize("change", ["altered", "gone"])
def test_another_file_than_the_one_approved(ready: Prepared, change: str) -> None:
    data, package = approved(ready)
    file = data.hand_over / package / f"{package}.tar.age"
    content = file.read_bytes()
    file.unlink()
    if change == "altered":
        file.write_bytes(content[:-1] + b"\0")
    not_sent(data, package, "not the file that was approved")


def test_a_signature_that_was_lost(ready: Prepared) -> None:
    data, package = approved(ready)
    (data.hand_over / package / f"{package}.tar.age.sig").unlink()
    not_sent(data, package, "not the sender's")


def test_a_recipient_whom_the_agreement_does_not_name(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = replace(agreement_for("synthetic"), recipients=("somebody-else",))
    monkeypatch.setattr(preparing, "agreement_for", lambda content: others)
    refused(fresh, "does not name 'university-of-hull' as a recipient")
