"""A process is stopped whatever it does, also while it starts a program."""

import os
import signal
import threading
import time
from pathlib import Path

from tests.crash.process import stopped


def test_a_process_that_starts_a_program_is_stopped_when_that_runs(tmp_path: Path) -> None:
    """Its child stands in an open() before it becomes the program, and the process with it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    child = os.fork()
    if not child:
        os.setsid()
        opening = (os.POSIX_SPAWN_OPEN, 0, str(pipe), os.O_RDONLY, 0)
        os.posix_spawn("/bin/true", ["true"], {}, file_actions=[opening])
        time.sleep(1)
        os._exit(0)
    # Opens the other end a second later, which is longer than a process is looked at once.
    threading.Timer(1.0, pipe.write_bytes, [b""]).start()
    give_up = threading.Timer(15.0, os.killpg, [child, signal.SIGKILL])
    give_up.start()
    began = time.monotonic()

    assert list(stopped(child, [0.2])) == [0.2]

    give_up.cancel()
    assert 1 < time.monotonic() - began < 10
