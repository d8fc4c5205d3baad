"""One writer: the second waits and says so; a killed one leaves nothing held."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer
from tasks.store.run_lock import is_running, run_lock

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from tasks.store.run_lock import run_lock
from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer
data = DataFolder(Path(sys.argv[1]))
with run_lock(data, "run"), one_writer(data, print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(data: DataFolder, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data.root), str(seconds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_waits_and_says_so(data: DataFolder) -> None:
    said: list[str] = []
    first = holder(data, 1)
    with one_writer(data, said.append):
        assert first.wait() == 0

    assert [line.split(":")[1] for line in said] == [
        " this one waits its turn.",
        " this one goes on.",
    ]


def test_alone_nothing_is_said(data: DataFolder) -> None:
    said: list[str] = []
    for _ in range(2):
        with one_writer(data, said.append):
            pass

    assert said == []


def test_a_killed_writer_leaves_nothing_held(data: DataFolder) -> None:
    first = holder(data, 60)
    assert is_running(data, "run")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    started = time.monotonic()
    with one_writer(data, print):
        assert time.monotonic() - started < 1
    assert not is_running(data, "run")


def test_an_error_lets_go(data: DataFolder) -> None:
    with pytest.raises(ValueError, match="no"), run_lock(data, "run"), one_writer(data, print):
        raise ValueError("no")
    with one_writer(data, print):
        assert not is_running(data, "run")
