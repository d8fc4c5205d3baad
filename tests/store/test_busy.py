"""A store that another program holds is waited for; reading that takes long holds none."""

import subprocess
import sys
from pathlib import Path

import pytest

from tasks.store import attach
from tasks.store.attach import StoreBusyError
from tasks.store.folders import DataFolder
from tasks.store.stores import (
    secure_and_release_copy,
    secure_and_release_store,
    secure_store,
)

ROOT = Path(__file__).parents[2]
OPEN = """
import sys, time
from pathlib import Path
from tasks.store import attach
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store, secure_store
attach.SECONDS_TO_WAIT = 0
writes = sys.argv[2] == "write"
data = DataFolder(Path(sys.argv[1]))
with secure_and_release_store(data) if writes else secure_store(data):
    print("open", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def opened(data: DataFolder, how: str, seconds: float = 0) -> subprocess.Popen[str]:
    """Another process that opens the stores, and does not wait for them."""
    process = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(data.root), how, str(seconds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    return process


@pytest.fixture
def data(data: DataFolder) -> DataFolder:
    with secure_and_release_store(data) as connection:
        connection.execute("create table secure.planted as select 7 as x")
        connection.execute("create table release.planted as select 5 as x")
    return data


def test_a_held_store_is_waited_for(data: DataFolder) -> None:
    holder = opened(data, "read", 1)
    with secure_store(data, read_only=False):
        assert holder.wait() == 0


def test_it_is_not_waited_for_without_end(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attach, "SECONDS_TO_WAIT", 0.3)
    holder = opened(data, "read", 60)
    try:
        with (
            pytest.raises(StoreBusyError, match=rf"Another program \(PID {holder.pid}\) holds"),
            secure_store(data, read_only=False),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_copy_holds_what_the_stores_hold_and_no_run_waits_for_it(data: DataFolder) -> None:
    files = sorted(data.root.rglob("*"))
    with secure_and_release_copy(data) as connection:
        assert opened(data, "write").wait() == 0
        found = connection.execute("select s.x, r.x from secure.planted s, release.planted r")
        assert found.fetchall() == [(7, 5)]
        assert connection.execute("select count(*) from reference.dataset").fetchall() != [(0,)]
    assert sorted(data.root.rglob("*")) == files
