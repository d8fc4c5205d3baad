"""What a part of a program spends: seconds, processor time, peak memory."""

import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
PEAK_SINCE_RESET = "VmHWM:"
Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass
class Spent:
    """Seconds, those of processors, and the most memory held meanwhile, in MB."""

    seconds: float = 0.0
    processor: float = 0.0
    peak: float = 0.0


Parts = Mapping[str, Spent]


class Clock:
    """Times the parts of this process; what a part within a part spends counts for it alone."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = defaultdict(Spent)
        self._inside: list[str] = []
        self._since = _now()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what the block spends for a part."""
        self._book()
        self._inside.append(name)
        try:
            yield
        finally:
            self._book()
            self._inside.pop()

    def patch(self, module: Any, name: str, part: str) -> None:
        """Count a module's function for a part, wherever it is called from there."""
        step: Callable[..., Any] = getattr(module, name)

        @wraps(step)
        def counted(*arguments: Any, **options: Any) -> Any:
            with self.part(part):
                return step(*arguments, **options)

        setattr(module, name, counted)

    def parts(self) -> Parts:
        """What was spent, fit to be sent to another process."""
        return dict(self.spent)

    def _book(self) -> None:
        now, peak = _now(), _peak()
        if self._inside:
            spent = self.spent[self._inside[-1]]
            spent.seconds += now[0] - self._since[0]
            spent.processor += now[1] - self._since[1]
            spent.peak = max(spent.peak, peak)
        self._since = now


def _now() -> tuple[float, float]:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = time.process_time() + children.ru_utime + children.ru_stime
    return time.perf_counter(), processor


def _peak() -> float:
    """The most memory held since the last call, in MB; 0 where the kernel does not say."""
    if not RESET.exists():
        return 0.0
    lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith(PEAK_SINCE_RESET))
    RESET.write_text("5", encoding="ascii")
    return int(peak) / 1024


def timed(
    step: Callable[Given, Made], *values: Given.args, **named: Given.kwargs
) -> tuple[Made, float]:
    """A step's result and the seconds of processor time it took."""
    _, start = _now()
    made = step(*values, **named)
    return made, _now()[1] - start


def apart(step: Callable[..., Made], *values: Any) -> tuple[Made, Spent]:
    """A step's result in a fresh process, and what the whole process spent (its peak is 0)."""
    start = _now()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        made = pool.submit(step, *values).result()
    end = _now()
    return made, Spent(end[0] - start[0], end[1] - start[1])


def median(runs: Iterable[Spent]) -> Spent:
    """The median of each measure by itself."""
    measured = list(runs)
    names = [field.name for field in fields(Spent)]
    return Spent(*(statistics.median(getattr(run, name) for run in measured) for name in names))


def medians(runs: Iterable[Parts]) -> dict[str, Spent]:
    """The median of each part; a part that a run did not have counts as nothing spent."""
    measured = list(runs)
    parts = {part: None for run in measured for part in run}
    return {part: median(run.get(part, Spent()) for run in measured) for part in parts}
