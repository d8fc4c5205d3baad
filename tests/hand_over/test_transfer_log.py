"""The transfer log: which state may follow on which, and that lines are only ever added."""

import pytest

from tasks.govern.access.verify import faults
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import (
    APPROVED,
    DESTROYED,
    IN_USE,
    PREPARED,
    RECEIVED,
    REFUSED,
    REJECTED,
    SENT,
    Entry,
    entries,
    packages,
    prepared_as,
    record,
    refuse,
    state_of,
)
from tasks.store.folders import DataFolder

PACKAGE = "university-of-hull-2024-01-0a1b2c3d"
WAYS = {
    "": [],
    PREPARED: [PREPARED],
    APPROVED: [PREPARED, APPROVED],
    REJECTED: [PREPARED, REJECTED],
    SENT: [PREPARED, APPROVED, SENT],
    RECEIVED: [PREPARED, APPROVED, SENT, RECEIVED],
    IN_USE: [PREPARED, APPROVED, SENT, RECEIVED, IN_USE],
    DESTROYED: [PREPARED, APPROVED, SENT, RECEIVED, IN_USE, DESTROYED],
}
LEGAL = {
    ("", PREPARED),
    (PREPARED, PREPARED),
    (PREPARED, APPROVED),
    (PREPARED, REJECTED),
    (APPROVED, SENT),
    (APPROVED, REJECTED),
    (REJECTED, PREPARED),
    (SENT, RECEIVED),
    (SENT, DESTROYED),
    (RECEIVED, IN_USE),
    (RECEIVED, DESTROYED),
    (IN_USE, DESTROYED),
    (DESTROYED, PREPARED),
}


@pytest.mark.parametrize("event", [state for state in WAYS if state])
@pytest.mark.parametrize("state", WAYS)
def test_only_what_may_follow_follows(data: DataFolder, state: str, event: str) -> None:
    for step in WAYS[state]:
        record(data, Entry(PACKAGE, step))
    if (state, event) in LEGAL:
        record(data, Entry(PACKAGE, event))
        assert state_of(data, PACKAGE) == event
        return

    with pytest.raises(HandOverRefusedError, match=f"cannot become '{event}'"):
        record(data, Entry(PACKAGE, event, note="another"))
    assert state_of(data, PACKAGE) == state
    assert entries(data)[-1].event == REFUSED


def test_what_was_noted_already_is_not_noted_again(data: DataFolder) -> None:
    for step in WAYS[IN_USE]:
        for run in ("killed", "started again"):
            record(data, Entry(PACKAGE, step, run=run, note="the same"))
            refuse(data, Entry(PACKAGE, step, run=run), "not this")

    assert [one.event for one in entries(data) if one.event != REFUSED] == WAYS[IN_USE]
    record(data, Entry(PACKAGE, DESTROYED))
    with pytest.raises(HandOverRefusedError):
        record(data, Entry(PACKAGE, IN_USE, note="the same"))


def test_a_refusal_changes_no_state(data: DataFolder) -> None:
    record(data, Entry(PACKAGE, PREPARED))
    refuse(data, Entry(PACKAGE, SENT), "the agreement has ended")

    assert state_of(data, PACKAGE) == PREPARED
    assert entries(data)[-1].note == "sent: the agreement has ended"


def test_packages_do_not_move_each_other(data: DataFolder) -> None:
    other = PACKAGE.replace("01", "02")
    record(data, Entry(PACKAGE, PREPARED, tar_sha256="a"))
    record(data, Entry(other, PREPARED, tar_sha256="b"))
    record(data, Entry(PACKAGE, REJECTED))
    record(data, Entry(PACKAGE, PREPARED, tar_sha256="c"))

    assert packages(data) == [PACKAGE, other]
    assert state_of(data, other) == PREPARED
    assert prepared_as(data, PACKAGE).tar_sha256 == "c"
    with pytest.raises(HandOverRefusedError, match="no package"):
        prepared_as(data, "another")


def test_lines_are_only_added_one_json_object_each(data: DataFolder) -> None:
    record(data, Entry(PACKAGE, PREPARED, account="a", note="line\nbreak"))
    before = data.access_log.read_bytes()
    record(data, Entry(PACKAGE, APPROVED))

    assert data.access_log.read_bytes().startswith(before)
    found = entries(data)
    assert [entry.event for entry in found] == [PREPARED, APPROVED]
    assert found[0].note == "line\nbreak"
    assert all(entry.at.endswith("+00:00") for entry in found)
    assert faults(data) == []
