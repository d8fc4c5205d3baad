"""Two registered persons destroy every copy of every drop; releases and the log stay."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.__main__ import main
from tasks.govern import destruction
from tasks.govern.access import admission
from tasks.govern.access.account import Account, current_account
from tasks.govern.access.log import lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.verify import faults
from tasks.govern.decisions import Question, undecided
from tasks.govern.destruction import carry_out, request
from tasks.govern.holdings import holdings
from tasks.govern.people_keys import throw_away_key
from tasks.govern.register import Service, register_for
from tasks.govern.statement import DESTRUCTION, REJECT
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.conftest import Real
from tests.held import Held, held, received_once
from tests.signing import new_key, signed_by

__all__ = ["held", "received_once"]

YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


def act_as(monkeypatch: pytest.MonkeyPatch, account: str, login: str = "") -> None:
    monkeypatch.setattr(admission, "current_account", lambda: Account(account, login))


def listed(data: DataFolder) -> Question:
    (question,) = (one for one in undecided(data) if one.kind == DESTRUCTION)
    return question


def signed_by_both(data: DataFolder) -> None:
    for account in ("owner", "reviewer"):
        signed_by(data, listed(data), account)


def sign(held: Held, account: str) -> int:
    """As a person does at a terminal."""
    key = throw_away_key(held.data, account)
    words = ["sign", "destruction", "--key", str(key), "--note", "it has to go", "--yes"]
    return main([*words, "--data", str(held.data.root)])


def test_two_persons_destroy_all_copies_and_keep_what_is_protected(
    held: Held, capsys: pytest.CaptureFixture[str]
) -> None:
    found = holdings(held.data, [held.incoming])
    ask = ["destroy", "--data", str(held.data.root), "--why", "the agreement ends"]
    assert main([*ask, "--incoming", str(held.incoming)]) == 0
    assert holdings(held.data, [held.incoming]) == found
    assert sign(held, "owner") == sign(held, "reviewer") == 0
    assert "This cannot be undone." in capsys.readouterr().out
    assert main(["destroy", "--data", str(held.data.root), "--confirm"]) == 0

    assert holdings(held.data, [held.incoming]) == []
    assert not any(Path(one.where).exists() for one in found)
    assert not held.data.secure.exists()
    assert not held.data.throw_away_key.exists()
    assert (held.data.releases / "2012-06" / "r1" / "manifest.json").exists()
    assert held.data.release_store.read_bytes() == b"protected"
    assert faults(held.data) == []
    assert undecided(held.data) == []


def test_the_certificate_lists_what_went_and_what_remains(held: Held) -> None:
    found = holdings(held.data, [held.incoming])
    request(held.data, "the agreement ends", [held.incoming])
    signed_by_both(held.data)
    path = carry_out(held.data)
    words, whole = path.read_text(), json.loads(path.with_suffix(".json").read_text())

    for one in found:
        assert f"{one.sha256} | {one.where} |" in words
    assert len(whole["holdings"]) == len(found)
    for said in ("Signed by owner at", "Signed by reviewer at", "the agreement ends"):
        assert said in words
    assert "Backups of the data folder" in words
    assert any("certificate sha256" in str(line["told"]) for line in lines(held.data))


Attempt = Callable[[DataFolder], object]


def by_one_twice(data: DataFolder) -> None:
    for why in ("it has to go", "it has to go, I say"):
        signed_by(data, listed(data), "owner", why=why)


def by_one_in_the_name_of_two(data: DataFolder) -> None:
    for account in ("owner", "reviewer"):
        signed_by(data, listed(data), account, key=throw_away_key(data, "owner"))


def by_one_who_has_left(data: DataFolder) -> None:
    for account in ("owner", "leaver"):
        signed_by(data, listed(data), account)


def by_one_against_another(data: DataFolder) -> None:
    signed_by_both(data)
    signed_by(data, listed(data), "reviewer", REJECT)


def by_writing_it_into_the_list(data: DataFolder) -> None:
    """As it was done before: whoever could write the file decided."""
    signed_by(data, listed(data), "owner")
    text = json.loads(data.destruction.read_text())
    by = {"account": "reviewer", "name": "Rhys Reviewer", "role": "reviewer"}
    text |= {"confirmed_by": by, "confirmed_at": "2024-01-01T00:00:00+00:00"}
    data.destruction.write_text(json.dumps(text))


def by_naming_more_after_it_was_signed(data: DataFolder) -> None:
    signed_by_both(data)
    text = json.loads(data.destruction.read_text())
    data.destruction.write_text(json.dumps(text | {"incoming": ["/srv"]}))


@pytest.mark.parametrize(
    ("attempt", "told"),
    [
        (lambda data: None, "signed by: nobody"),
        (by_one_twice, "signed by: owner."),
        (by_one_in_the_name_of_two, "'reviewer' did not sign that"),
        (by_one_who_has_left, "does not hold today"),
        (by_one_against_another, "Against it: reviewer"),
        (by_writing_it_into_the_list, "signed by: nobody"),
        (by_naming_more_after_it_was_signed, "signed by: nobody"),
    ],
)
def test_one_person_destroys_nothing(held: Held, attempt: Attempt, told: str) -> None:
    found = holdings(held.data)
    request(held.data, "to try")
    attempt(held.data)

    with pytest.raises(AccessRefusedError, match=told):
        carry_out(held.data)
    assert holdings(held.data) == found
    assert any(told in str(line["told"]) for line in lines(held.data))


def test_nobody_has_asked(held: Held) -> None:
    with pytest.raises(AccessRefusedError, match="Nobody has asked"):
        carry_out(held.data)


def test_the_login_of_another_and_the_service_account_give_nothing(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process may write its own login id where none is set: two logins are no two persons."""
    day = date(2022, 1, 28)
    robot = Service("robot", "runs", "owner", day, date(2099, 12, 31))
    with_robot = replace(register_for("synthetic"), services=(robot,))
    monkeypatch.setattr(admission, "register_for", lambda content: with_robot)
    act_as(monkeypatch, "robot", "owner")
    request(held.data, "the agreement ends")
    for login in ("reviewer", "owner", ""):
        act_as(monkeypatch, "robot", login)
        with pytest.raises(AccessRefusedError, match="signed by: nobody"):
            carry_out(held.data)

    signed_by_both(held.data)
    assert "Signed by reviewer at" in carry_out(held.data).read_text()


def test_who_is_not_registered_asks_for_nothing(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as(monkeypatch, "leaver")
    with pytest.raises(AccessRefusedError, match="does not hold today"):
        request(held.data, "to try")


def test_what_came_since_is_asked_for_again(held: Held) -> None:
    request(held.data, "to try", [held.incoming])
    signed_by_both(held.data)
    (held.incoming / "late.csv").write_bytes(b"977")

    with pytest.raises(AccessRefusedError, match="ask again"):
        carry_out(held.data)
    assert (held.incoming / "late.csv").exists()


def failing(_: Path) -> None:
    raise OSError


def test_cut_off_it_goes_on(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    found = holdings(held.data, [held.incoming])
    request(held.data, "to try", [held.incoming])
    signed_by_both(held.data)
    with monkeypatch.context() as patch:
        patch.setattr(destruction, "shutil", SimpleNamespace(rmtree=failing))
        with pytest.raises(OSError):  # noqa: PT011
            carry_out(held.data)
    with pytest.raises(AccessRefusedError, match="was cut off"):
        request(held.data, "again")

    words = carry_out(held.data).read_text()
    assert holdings(held.data, [held.incoming]) == []
    assert all(one.sha256 in words for one in found)


def test_after_the_end_and_without_the_key_it_is_still_destroyed(
    real: Real, tmp_path: Path
) -> None:
    me = current_account().name
    first = real.register.read_text()
    second = tmp_path / "second"
    real.enter(account='"second"', name='"B Tester"', public_key=f'"{new_key(second)}"')
    real.register.write_text(first + real.register.read_text())
    with secure_store(real.data, read_only=False):
        pass
    real.data.throw_away_key.unlink()
    real.agree(ends=f"{YESTERDAY}")
    request(real.data, "the agreement has ended")
    signed_by(real.data, listed(real.data), me, key=tmp_path / "mine")
    signed_by(real.data, listed(real.data), "second", key=second)
    carry_out(real.data)

    assert not real.data.secure_store.exists()
