"""Who may open the store and decide about a release, on which day."""

from datetime import date
from pathlib import Path

import pytest

from tasks.govern import register
from tasks.govern.access.strict_toml import EntryUnusableError
from tasks.govern.register import NotEntitledError, Person, Register, Service, register_for

FIRST, LAST = date(2024, 1, 10), date(2024, 1, 20)
TRAINED = date(2023, 1, 20)
HOME_OFFICE = "Home Office"
KEY = "ssh-ed25519 AAAA"
REGISTER = Register(
    (
        Person("owner", "Olive", HOME_OFFICE, "accountable owner", TRAINED, FIRST, LAST, KEY),
        Person("other", "Otto", HOME_OFFICE, "analyst", TRAINED, FIRST, LAST, KEY),
        Person(
            "back",
            "Bea",
            HOME_OFFICE,
            "analyst",
            TRAINED,
            date(2023, 1, 1),
            date(2023, 1, 2),
            KEY,
        ),
        Person("back", "Bea", HOME_OFFICE, "reviewer", TRAINED, FIRST, LAST, KEY),
        Person("stale", "Stan", HOME_OFFICE, "analyst", date(2023, 1, 10), FIRST, LAST, KEY),
        Person("early", "Erin", HOME_OFFICE, "analyst", date(2024, 1, 15), FIRST, LAST, KEY),
    ),
    (
        Service("robot", "scheduled runs", "owner", FIRST, LAST),
        Service("orphan", "scheduled runs", "stale", FIRST, LAST),
        Service("past", "scheduled runs", "owner", FIRST, FIRST),
    ),
)


@pytest.mark.parametrize("day", [FIRST, LAST])
@pytest.mark.parametrize("account", ["other", "back"])
def test_another_registered_person_decides(account: str, day: date) -> None:
    assert REGISTER.decider(account, "owner", day).account == account


REFUSED = [
    ("other", date(2024, 1, 9), "does not hold today"),
    ("other", date(2024, 1, 21), "does not hold today"),
    ("nobody", FIRST, "not in the register"),
    ("Other", FIRST, "not in the register"),
    ("", FIRST, "not in the register"),
    ("stale", date(2024, 1, 11), "training of 'stale' of 2023-01-10 does not hold"),
    ("early", date(2024, 1, 14), "training of 'early'"),
]


@pytest.mark.parametrize(
    ("account", "owner", "day", "said"),
    [
        *((account, "owner", day, said) for account, day, said in REFUSED),
        ("owner", "owner", FIRST, "owns the run"),
        ("other", "other", FIRST, "owns the run"),
        ("robot", "owner", FIRST, "not in the register"),
    ],
)
def test_others_do_not(account: str, owner: str, day: date, said: str) -> None:
    with pytest.raises(NotEntitledError, match=said):
        REGISTER.decider(account, owner, day)


@pytest.mark.parametrize(("account", "day", "said"), REFUSED)
def test_others_are_not_let_in(account: str, day: date, said: str) -> None:
    with pytest.raises(NotEntitledError, match=said):
        REGISTER.admit(account, day)


@pytest.mark.parametrize(
    ("account", "day", "name", "role"),
    [
        ("owner", FIRST, "Olive", "accountable owner"),
        ("owner", LAST, "Olive", "accountable owner"),
        ("stale", FIRST, "Stan", "analyst"),  # the last day of training
        ("early", date(2024, 1, 15), "Erin", "analyst"),  # its first
        ("robot", LAST, "scheduled runs, for Olive", "service"),
    ],
)
def test_who_is_let_in(account: str, day: date, name: str, role: str) -> None:
    entrant = REGISTER.admit(account, day)

    assert (entrant.account, entrant.name, entrant.role) == (account, name, role)


@pytest.mark.parametrize(
    ("account", "day", "said"),
    [("orphan", date(2024, 1, 11), "training of 'stale'"), ("past", LAST, "not in the register")],
)
def test_a_service_stands_and_falls_with_its_owner(account: str, day: date, said: str) -> None:
    with pytest.raises(NotEntitledError, match=said):
        REGISTER.admit(account, day)


def test_the_owner_of_the_day() -> None:
    assert REGISTER.owner(LAST).account == "owner"
    with pytest.raises(NotEntitledError, match="no accountable owner"):
        REGISTER.owner(date(2024, 1, 21))


def test_the_registers_can_be_read_and_the_real_one_invents_nobody() -> None:
    assert register_for("synthetic").owner(date(2024, 1, 1)).account == "owner"
    assert register_for("real") == Register(())


@pytest.mark.parametrize("account", ["root", "a newcomer", "owner"])
def test_the_demonstration_lets_anyone_in_but_who_is_named_and_gone(account: str) -> None:
    today = date(2024, 1, 1)

    assert register_for("synthetic").admit(account, today).account == account
    with pytest.raises(NotEntitledError, match="does not hold today"):
        register_for("synthetic").admit("leaver", today)


WHOLE = """[[person]]
account = "a"
name = "A"
employer = "Home Office"
role = "analyst"
trained = 2024-01-01
from = 2024-01-01
to = 2024-12-31
public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKraWKUKaGH3cabw7U4ddIP9JZ9hA5ZQd6i9An1X/Td5"
"""
SAME = WHOLE.replace('account = "a"', 'account = "b"')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('role = "analyst"\n', "", "person 1: the field 'role' is missing"),
        ("to = 2024-12-31", "to = 2024-12-31\nnote = 'x'", "the field 'note' is not known"),
        ("from = 2024-01-01", "from = '2024-01-01'", "the field 'from' has to be a date"),
        ("from = 2024-01-01", "from = 2024-01-01T00:00:00Z", "the field 'from' has to be a date"),
        ('name = "A"', 'name = " "', "the field 'name' has to be a text"),
        ('name = "A"', "name = A", "cannot be read"),
        ("[[person]]", "[person]", r"write \[\[person\]\]"),
        ("[[person]]", "[[people]]", "'people' is not known"),
        ("[[person]]", "person = ['a']\n[[service]]", r"register.toml: write \[\[person\]\]"),
        ("from = 2024-01-01", "starts = 2024-01-01", "the field 'starts' is not known"),
        ("[[person]]", "admits_anyone = 1\n[[person]]", "has to be true or false"),
        ("[[person]]", "admits_anyone = true\n[[person]]", "admits nobody unnamed"),
        ("ssh-ed25519 AAAA", "ssh-rsa AAAA", "'public_key' of 'a' has to be a key"),
        ('Td5"', 'Td5 a comment"', "'public_key' of 'a' has to be a key"),
        ('Td5"', 'Td5\\nsigner ssh-ed25519 AAAA"', "'public_key' of 'a' has to be a key"),
        (
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKraWKUKaGH3cabw7U4ddIP9JZ9hA5ZQd6i9An1X/Td5",
            "throw-away",
            "'public_key' of 'a' has to be a key",
        ),
        ("[[person]]", f"{SAME}\n[[person]]", "have the same public key"),
        ("public_key", "key", "the field 'public_key' is missing"),
    ],
)
def test_a_register_is_read_strictly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    monkeypatch.setitem(register.FILES, "real", tmp_path / "register.toml")
    (tmp_path / "register.toml").write_text(WHOLE)
    assert register_for("real").admit("a", date(2024, 5, 1)).name == "A"

    (tmp_path / "register.toml").write_text(WHOLE.replace(old, new))
    with pytest.raises(EntryUnusableError, match=said):
        register_for("real")
