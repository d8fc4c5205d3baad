"""Who may decide about a release, on which day."""

from datetime import date

import pytest

from tasks.register import NotEntitledError, Person, Register, register_for

FIRST, LAST = date(2024, 1, 10), date(2024, 1, 20)
REGISTER = Register(
    (
        Person("owner", "Olive", "accountable owner", FIRST, LAST),
        Person("other", "Otto", "analyst", FIRST, LAST),
        Person("back", "Bea", "analyst", date(2023, 1, 1), date(2023, 1, 2)),
        Person("back", "Bea", "reviewer", FIRST, LAST),
    )
)


@pytest.mark.parametrize("day", [FIRST, LAST])
@pytest.mark.parametrize("account", ["other", "back"])
def test_another_registered_person_decides(account: str, day: date) -> None:
    assert REGISTER.decider(account, "owner", day).account == account


@pytest.mark.parametrize(
    ("account", "owner", "day", "said"),
    [
        ("other", "owner", date(2024, 1, 9), "does not hold today"),
        ("other", "owner", date(2024, 1, 21), "does not hold today"),
        ("owner", "owner", FIRST, "owns the run"),
        ("other", "other", FIRST, "owns the run"),
        ("nobody", "owner", FIRST, "not in the register"),
        ("Other", "owner", FIRST, "not in the register"),
        ("", "owner", FIRST, "not in the register"),
    ],
)
def test_others_do_not(account: str, owner: str, day: date, said: str) -> None:
    with pytest.raises(NotEntitledError, match=said):
        REGISTER.decider(account, owner, day)


def test_the_owner_of_the_day() -> None:
    assert REGISTER.owner(LAST).account == "owner"
    with pytest.raises(NotEntitledError, match="no accountable owner"):
        REGISTER.owner(date(2024, 1, 21))


def test_the_registers_can_be_read_and_the_real_one_invents_nobody() -> None:
    assert register_for("synthetic").owner(date(2024, 1, 1)).account == "owner"
    assert register_for("real").people == ()
