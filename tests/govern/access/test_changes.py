"""A change of agreement or register leaves a line in the log and a copy."""

import hashlib

import pytest

from tasks.govern.access.log import OPENED
from tasks.govern.access.verify import faults
from tasks.store.stores import secure_store
from tests.conftest import Real
from tests.govern.access.test_every_refusal import events, held, opened, reviewed

__all__ = ["held", "reviewed"]


@pytest.mark.usefixtures("reviewed")
def test_a_change_of_agreement_or_register_is_kept_and_logged(held: Real) -> None:
    (entry,) = held.data.history.glob("*-register-*.toml")
    assert entry.read_bytes() == held.register.read_bytes()

    held.enter(role='"analyst"')
    opened(secure_store(held.data))
    opened(secure_store(held.data))

    assert len(list(held.data.history.glob("*-register-*.toml"))) == 2
    changed = [line["what"] for line in events(held.data, "changed")]
    assert changed == ["agreement.toml", "register.toml", "register.toml"]
    assert faults(held.data) == []


def test_each_opening_has_the_digests_of_agreement_and_register(held: Real) -> None:
    opened(secure_store(held.data))
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (held.agreement, held.register)
    }

    assert [line["about"] for line in events(held.data, OPENED)] == [digests] * 2


@pytest.mark.usefixtures("reviewed")
def test_a_history_file_made_first_hides_no_change(held: Real) -> None:
    """As somebody would who knows how copies are named: the change looks as if it were known."""
    held.enter(role='"analyst"')
    digest = hashlib.sha256(held.register.read_bytes()).hexdigest()
    known = held.data.history / f"2024-01-01T000000Z-register-{digest[:16]}.toml"
    known.write_bytes(held.register.read_bytes())
    opened(secure_store(held.data))

    changed = [line["told"] for line in events(held.data, "changed")]
    assert changed[-1] == f"sha256 {digest}"


@pytest.mark.usefixtures("reviewed")
def test_a_change_and_its_change_back_are_two_changes(held: Real) -> None:
    first = held.register.read_text()
    for text in (first.replace("accountable owner", "analyst"), first):
        held.register.write_text(text)
        opened(secure_store(held.data))

    assert len(events(held.data, "changed")) == 4


def test_a_copy_that_is_gone_is_found(held: Real) -> None:
    next(held.data.history.glob("*-register-*.toml")).unlink()

    assert "The copy of register.toml" in faults(held.data)[0]
