"""Every copy of every drop is listed; two persons destroy them; releases and logs stay."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern import destruction
from tasks.govern.access import admission
from tasks.govern.access.account import Account, current_account
from tasks.govern.access.log import faults, lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.destruction import ask, confirm
from tasks.govern.holdings import STORED, holdings, in_words
from tasks.govern.register import Service, register_for
from tasks.store.stores import secure_store
from tests.conftest import Real
from tests.held import Held, held, received_once

__all__ = ["held", "received_once"]

YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


def act_as(monkeypatch: pytest.MonkeyPatch, account: str) -> None:
    monkeypatch.setattr(admission, "current_account", lambda: Account(account, ""))


def test_every_copy_is_listed_with_what_it_is(held: Held) -> None:
    found = holdings(held.data, [held.incoming])
    kinds = [one.kind for one in found]
    with secure_store(held.data) as connection:
        stored = connection.execute("select drop_id, file_name, extract from secure.landed.drop")
        known = {tuple(row) for row in stored.fetchall()}

    assert sorted(kinds) == ["in the store"] * 2 + ["incoming"] * 2 + ["original"] * 2 + [
        "quarantined"
    ]
    in_store = {(one.sha256, one.file_name, one.extract) for one in found if one.kind == STORED}
    assert in_store == known
    assert {one.vintage for one in found if one.kind == "original"} == {1, 2}
    assert all(Path(one.where).exists() for one in found)
    on_disk = {str(path) for path in held.data.root.rglob("*.sealed")}
    assert on_disk <= {one.where for one in found}


@pytest.mark.parametrize(
    "place",
    [
        "secure/hand-over/work-killed/payload/admissions.csv",
        "secure/rebuild/rebuild-killed/delivered/1/a.xlsx",
        "incoming/.a.xlsx.partial",
        "incoming/a.csv.filepart",
        "incoming/.NIC-612092-Q0Y6F_a.zip.Xy12Zw",
    ],
)
def test_what_was_left_half_done_is_listed_and_destroyed(
    held: Held, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    left = held.data.root / place
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("977")

    assert [one.where for one in holdings(held.data)].count(str(left)) == 1
    act_as(monkeypatch, "owner")
    ask(held.data, "the agreement ends")
    act_as(monkeypatch, "reviewer")
    confirm(held.data)
    assert not left.exists()


def test_other_files_beside_the_drops_are_none_of_ours(held: Held) -> None:
    held.data.incoming.mkdir(exist_ok=True)
    for name in (".gitkeep", "notes.txt", "notes.txt.part", "~$a.xlsx", "..."):
        (held.data.incoming / name).write_text("977")

    assert not [one for one in holdings(held.data) if "incoming" in Path(one.where).parts[-2]]


@pytest.mark.parametrize("name", ["counts.zip", "a.xlsx.bak", "kept/a.xlsx", ".hidden/b.csv"])
def test_a_destruction_says_what_it_leaves(
    held: Held, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    left = held.incoming / name
    left.parent.mkdir(exist_ok=True)
    left.write_text("977")
    told = destroyed(held, monkeypatch)

    assert left.exists()
    assert f"- {left}\n" in told


def test_it_says_where_links_lead_and_which_drops_have_another_name(
    held: Held, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outside, (drop, *_) = tmp_path / "outside.xlsx", sorted(held.incoming.glob("*.xlsx"))
    outside.hardlink_to(drop)
    link = held.incoming / "link.xlsx"
    link.symlink_to(outside)
    (held.data.root / "copy.csv").write_text("977")
    told = destroyed(held, monkeypatch)

    assert f"- {link}, a link to {outside}\n" in told
    assert f"- another name of {drop} on the same disk\n" in told
    assert f"- {held.data.root / 'copy.csv'}\n" in told
    assert link.is_symlink()
    assert outside.exists()


def destroyed(held: Held, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have it destroyed by two; return the certificate."""
    act_as(monkeypatch, "owner")
    asked = ask(held.data, "the agreement ends", [held.incoming])
    act_as(monkeypatch, "reviewer")
    told = confirm(held.data).read_text()
    left = told.partition("is left\n\n")[2].partition("\n\n##")[0]
    assert [f"left: {one[2:]}" for one in left.splitlines()] == asked.splitlines()[
        -left.count("- ") :
    ]
    return told


def test_the_list_says_until_when(
    real: Real, drops: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drops / "a.csv").write_bytes(b"977")
    real.agree(destroy_by=f"{YESTERDAY}")

    assert (
        main(["access", "holdings", "--data", str(real.data.root), "--incoming", str(drops)]) == 0
    )
    said = capsys.readouterr().out
    assert f"1 copies, to be destroyed by {YESTERDAY}. OVERDUE" in said
    assert "OVERDUE" not in in_words(real.data, [])


def test_two_persons_destroy_all_copies_and_keep_what_is_protected(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = holdings(held.data, [held.incoming])
    act_as(monkeypatch, "owner")
    assert (
        main(
            [
                "destroy",
                "--data",
                str(held.data.root),
                "--why",
                "the agreement ends",
                "--incoming",
                str(held.incoming),
            ]
        )
        == 0
    )
    assert holdings(held.data, [held.incoming]) == listed

    act_as(monkeypatch, "reviewer")
    assert main(["destroy", "--data", str(held.data.root), "--confirm"]) == 0

    assert holdings(held.data, [held.incoming]) == []
    assert not any(Path(one.where).exists() for one in listed)
    assert not held.data.secure.exists()
    assert not held.data.throw_away_key.exists()
    assert (held.data.releases / "2012-06" / "r1" / "manifest.json").exists()
    assert held.data.release_store.read_bytes() == b"protected"
    assert faults(held.data) == []


def test_the_certificate_lists_what_went_and_what_remains(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = holdings(held.data, [held.incoming])
    act_as(monkeypatch, "owner")
    ask(held.data, "the agreement ends", [held.incoming])
    act_as(monkeypatch, "reviewer")
    path = confirm(held.data)
    words, whole = path.read_text(), json.loads(path.with_suffix(".json").read_text())

    for one in listed:
        assert f"{one.sha256} | {one.where} |" in words
    assert len(whole["holdings"]) == len(listed)
    for said in ("Olive Owner (owner)", "Rhys Reviewer (reviewer)", "the agreement ends"):
        assert said in words
    assert "Backups of the data folder" in words
    assert any("certificate sha256" in str(line["told"]) for line in lines(held.data))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("owner", "owner", "another person has to confirm"),
        ("newcomer", "newcomer", "another person has to confirm"),
        ("owner", "leaver", "does not hold today"),
        ("leaver", "owner", "does not hold today"),
        ("", "owner", "Nobody has asked"),
    ],
)
def test_one_person_destroys_nothing(
    held: Held, monkeypatch: pytest.MonkeyPatch, first: str, second: str, told: str
) -> None:
    listed = holdings(held.data)

    def by_two() -> None:
        if first:
            act_as(monkeypatch, first)
            ask(held.data, "to try")
        act_as(monkeypatch, second)
        confirm(held.data)

    with pytest.raises(AccessRefusedError, match=told):
        by_two()
    assert holdings(held.data) == listed
    assert any(told in str(line["told"]) for line in lines(held.data))


def test_what_came_since_is_asked_for_again(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    act_as(monkeypatch, "owner")
    ask(held.data, "to try", [held.incoming])
    (held.incoming / "late.csv").write_bytes(b"977")
    act_as(monkeypatch, "reviewer")

    with pytest.raises(AccessRefusedError, match="ask again"):
        confirm(held.data)
    assert (held.incoming / "late.csv").exists()


def test_cut_off_it_goes_on(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = holdings(held.data, [held.incoming])
    act_as(monkeypatch, "owner")
    ask(held.data, "to try", [held.incoming])
    act_as(monkeypatch, "reviewer")
    with monkeypatch.context() as patch:
        patch.setattr(destruction.shutil, "rmtree", lambda room: (_ for _ in ()).throw(OSError()))
        with pytest.raises(OSError):  # noqa: PT011
            confirm(held.data)
    with pytest.raises(AccessRefusedError, match="was cut off"):
        ask(held.data, "again")

    words = confirm(held.data).read_text()
    assert holdings(held.data, [held.incoming]) == []
    assert all(one.sha256 in words for one in listed)


def test_after_the_end_and_without_the_key_it_is_still_destroyed(
    real: Real, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secure_store(real.data, read_only=False):
        pass
    real.data.throw_away_key.unlink()
    first = real.register.read_text()
    real.enter(account='"second"', name='"B Tester"')
    real.register.write_text(first + real.register.read_text())
    real.agree(ends=f"{YESTERDAY}")
    ask(real.data, "the agreement has ended")
    act_as(monkeypatch, "second")
    confirm(real.data)

    assert not real.data.secure_store.exists()


def test_a_service_account_neither_asks_nor_confirms(real: Real) -> None:
    me = current_account().name
    robot = f'[[service]]\naccount = "{me}"\npurpose = "runs"\nowner = "second"\n'
    real.enter(account='"second"')
    text = real.register.read_text()
    real.register.write_text(f"{text}{robot}from = 2022-01-28\nto = 2099-12-31\n")

    with pytest.raises(AccessRefusedError, match="two persons destroy"):
        ask(real.data, "to try")


def test_two_persons_who_became_the_service_account_are_two(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are the service's: persons reach them through it, and the kernel keeps who."""
    register = register_for("synthetic")
    day = date(2022, 1, 28)
    robot = Service("robot", "runs", "owner", day, date(2099, 12, 31))
    with_robot = replace(register, services=(robot,))
    monkeypatch.setattr(admission, "register_for", lambda content: with_robot)

    monkeypatch.setattr(admission, "current_account", lambda: Account("robot", "owner"))
    ask(held.data, "the agreement ends")
    with pytest.raises(AccessRefusedError, match="another person has to confirm"):
        confirm(held.data)
    monkeypatch.setattr(admission, "current_account", lambda: Account("robot", "reviewer"))
    assert "Rhys Reviewer (reviewer)" in confirm(held.data).read_text()
