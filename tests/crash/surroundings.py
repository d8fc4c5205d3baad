"""What goes wrong around a run: disks, clocks, a locked store, another run, a file that changes.

Each is a block that is given the trial and the data folder, and runs the command in it once; what
stands after a rerun without it is compared with an undisturbed run, as after a kill.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000
# What a run is told to write into, and how little of it there may be: each stops it elsewhere.
DISKS = tuple(n * MEGABYTE for n in (0.2, 1, 2, 3, 4, 5, 6, 7, 8, 10))
FILES = tuple(n * MEGABYTE for n in (0.01, 0.1, 0.3, 0.5, 0.8, 1.5, 3))
HOLD = """
import sys, time
from pathlib import Path
from tasks.store.folders import DataFolder
from tasks.govern.key import make_throw_away_key
from tasks.store.stores import secure_store
data = DataFolder(Path(sys.argv[1]))
data.prepare()
make_throw_away_key(data)
with secure_store(data, read_only=False):
    print("held", flush=True)
    time.sleep(600)
"""
CLOCK = Path(__file__).with_name("set_back.c")
BEHIND = 400 * 24 * 3600
Disturbed = Callable[[Path], object]


def may_mount(folder: Path) -> bool:
    """Say whether this process may mount: in most containers it may not."""
    try:
        with _disk(folder, MEGABYTE):
            return True
    except subprocess.CalledProcessError:
        return False


def surroundings(trial: Any) -> Iterator[tuple[str, Disturbed]]:
    """Every disturbance by name; those that have to mount only where that is permitted."""
    for size in FILES:
        yield f"no file above {size / MEGABYTE:g} MB", partial(_small_files, trial, int(size))
    yield "the store is held by another process", partial(_locked, trial)
    yield "two runs at once", partial(_twice, trial)
    yield "a file that is still being written", partial(_slowly, trial)
    yield "a file that is replaced while it is read", partial(_replaced, trial)
    if compiler := shutil.which("cc"):
        yield "a clock that was set back", partial(_set_back, trial, compiler)
    else:
        print("Not tried, since there is no C compiler: a clock that was set back.")
    probe = trial.folder / "probe"
    probe.mkdir()
    if not may_mount(probe):
        print("Not tried, since nothing may be mounted here: full and read-only disks.")
        return
    for size in DISKS:
        yield f"a disk of {size / MEGABYTE:g} MB", partial(_full, trial, int(size))
    yield "a read-only disk", partial(_read_only, trial)


def _small_files(trial: Any, size: int, data: Path) -> None:
    trial.run_once(data, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def _full(trial: Any, size: int, data: Path) -> None:
    # Only while the run lasts: what it wrote is moved to where there is room.
    with _disk(data.parent, size):
        trial.run_once(data)
        _moved_away(data.parent)
    _moved_back(data.parent)


def _read_only(trial: Any, data: Path) -> None:
    trial.run_once(data, seconds=trial.seconds / 2)
    with _disk(data.parent, 500 * MEGABYTE):
        _mount("-o", "remount,ro", str(data.parent))
        trial.run_once(data)


def _locked(trial: Any, data: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(data)]
    holder = subprocess.Popen(command, cwd=trial.root, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert trial.run_once(data) == 1
        assert "Another program holds a store" in trial.said()
    finally:
        holder.kill()
        holder.wait()


def _twice(trial: Any, data: Path) -> None:
    other = os.fork()
    if other == 0:
        try:
            code = trial.run_once(data, log="other")
        finally:
            os._exit(code)
    code = trial.run_once(data)
    assert {code, os.waitstatus_to_exitcode(os.waitpid(other, 0)[1])} == {trial.exit_code}


def _slowly(trial: Any, data: Path) -> None:
    last = max(trial.drops.glob("NIC-*.xlsx"))
    content = last.read_bytes()
    writer = os.fork()
    if writer == 0:
        _write_slowly(last, content)
    try:
        assert trial.run_once(data) == trial.exit_code
        assert "is still being written" in trial.said()
    finally:
        os.waitpid(writer, 0)


def _write_slowly(path: Path, content: bytes) -> None:
    """As a copying program does: in place, a piece at a time."""
    try:
        with path.open("wb") as file:
            for start in range(0, len(content), len(content) // 12):
                file.write(content[start : start + len(content) // 12])
                file.flush()
                time.sleep(0.3)
    finally:
        os._exit(0)


def _replaced(trial: Any, data: Path) -> None:
    last = max(trial.drops.glob("NIC-*.xlsx"))
    content = last.read_bytes()
    new = last.with_name("new")
    new.write_bytes(content)
    last.write_bytes(content[:-1])
    try:
        assert trial.run_once(data, lambda: _replace_while_read(last, new)) == trial.exit_code
        assert not new.exists()
    finally:
        last.write_bytes(content)


def _replace_while_read(last: Path, new: Path) -> None:
    """Let whoever reads the file first in this process get half of it and half of the new one."""
    from tasks.receive import content as of_file

    read = of_file._read

    def half_and_half(path: Path) -> bytes:
        old = read(path)
        if path.name != last.name or not new.exists():
            return old
        content = new.read_bytes()
        new.replace(last)
        return old[: len(old) // 2] + content[len(old) // 2 :]

    of_file._read = half_and_half


def _set_back(trial: Any, compiler: str, data: Path) -> None:
    """A run is killed; the next one, a year and more before it, meets files of the future."""
    clock = str(trial.folder / "set_back.so")
    made = [compiler, "-shared", "-fPIC", f"-DBEHIND={BEHIND}", "-o", clock, str(CLOCK)]
    subprocess.run(made, check=True)
    trial.run_once(data, seconds=trial.seconds / 4)
    assert trial.run_apart(data, {"LD_PRELOAD": clock}) == trial.exit_code


@contextmanager
def _disk(folder: Path, size: float) -> Iterator[None]:
    """A disk of some bytes of its own at a folder."""
    _mount("-t", "tmpfs", "-o", f"size={int(size)}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


def _moved_away(folder: Path) -> None:
    subprocess.run(["cp", "-a", f"{folder}/.", f"{folder}.kept"], check=True)


def _moved_back(folder: Path) -> None:
    subprocess.run(["cp", "-a", f"{folder}.kept/.", str(folder)], check=True)
    subprocess.run(["rm", "-rf", f"{folder}.kept"], check=True)
