"""What a part of a program spends: seconds, processor time, peak memory."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

ROOT = Path(__file__).parents[2]
STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
PEAK_SINCE_RESET = "VmHWM:"
Given = ParamSpec("Given")
Made = TypeVar("Made")


def timed(
    step: Callable[Given, Made], *values: Given.args, **named: Given.kwargs
) -> tuple[Made, float]:
    """A step's result and the seconds of processor time it took: what else runs does not count."""
    start = time.process_time()
    made = step(*values, **named)
    return made, time.process_time() - start


@dataclass
class Spent:
    """Seconds, those of processors, the most memory held meanwhile, in MB, and the seconds of the
    longest time of several, with the parts within."""

    seconds: float = 0.0
    processor: float = 0.0
    peak: float = 0.0
    longest: float = 0.0


class Clock:
    """Times the parts of this process; what a part within a part spends counts for it alone."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = defaultdict(Spent)
        self._inside: list[str] = []
        self._since = self._now()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what the block spends for a part."""
        self._book()
        begun = self._since[0]
        self._inside.append(name)
        try:
            yield
        finally:
            self._book()
            self._inside.pop()
            spent = self.spent[name]
            spent.longest = max(spent.longest, self._since[0] - begun)

    def patch(self, module: Any, name: str, part: str) -> None:
        """Count a module's function for a part, wherever it is called from there."""
        step: Callable[..., Any] = getattr(module, name)

        @wraps(step)
        def counted(*arguments: Any, **options: Any) -> Any:
            with self.part(part):
                return step(*arguments, **options)

        setattr(module, name, counted)

    def told(self) -> str:
        """What was spent, as one line of JSON."""
        return json.dumps({part: asdict(spent) for part, spent in self.spent.items()})

    def _book(self) -> None:
        now, peak = self._now(), _peak()
        if self._inside:
            spent = self.spent[self._inside[-1]]
            spent.seconds += now[0] - self._since[0]
            spent.processor += now[1] - self._since[1]
            spent.peak = max(spent.peak, peak)
        self._since = now

    def _now(self) -> tuple[float, float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = time.process_time() + children.ru_utime + children.ru_stime
        return time.perf_counter(), processor


def _peak() -> float:
    """The most memory held since the last call, in MB; 0 where the kernel does not tell."""
    if not RESET.exists():
        return 0.0
    lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith(PEAK_SINCE_RESET))
    RESET.write_text("5", encoding="ascii")
    return int(peak) / 1024


def in_a_process(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[Spent, Any]:
    """Run a module in a process; what the whole of it spent, and the JSON on its last line.

    Raises:
        RuntimeError: it failed; the message has the end of what it said.
    """
    spent, said = saying(module, *arguments, environment=environment)
    return spent, json.loads(said.splitlines()[-1])


def saying(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[Spent, str]:
    """Run a module in a process; what the whole of it spent, and what it said.

    Raises:
        RuntimeError: it failed; the message has the end of what it said.
    """
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=errors, env={**os.environ, **(environment or {})}
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        told, wrong = (_whole(one) for one in (said, errors))
    if process.returncode:
        raise RuntimeError(f"{module} failed: {told[-1000:]}{wrong[-2000:]}")
    return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), told


def _whole(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def parts_of(answer: Mapping[str, Mapping[str, float]]) -> dict[str, Spent]:
    """What a Clock told in another process."""
    return {part: Spent(**spent) for part, spent in answer.items()}


def median(runs: Iterable[Spent]) -> Spent:
    """The median of each measure by itself."""
    measured = list(runs)
    return Spent(
        *(statistics.median(getattr(run, name) for run in measured) for name in asdict(Spent()))
    )


def medians(runs: Iterable[Mapping[str, Spent]]) -> dict[str, Spent]:
    """The median of each part; a part that a run did not have counts as nothing spent."""
    measured = list(runs)
    parts = {part: None for run in measured for part in run}
    return {part: median(run.get(part, Spent()) for run in measured) for part in parts}
