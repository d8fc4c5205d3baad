"""Where the time of the annual run goes, from a release to the recipient: `make bench-annual`.

Each run is a process of its own with an embedded Prefect server, on a copy of a data folder that
has its release; the recipient opens the package in a process that has only its key.
"""

import argparse
import shutil
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from tests.bench.clock import Clock, Spent, in_a_process, medians, parts_of, saying
from tests.bench.drops import drops_of
from tests.bench.page import machine, runs_told, table, write_section
from tests.bench.run import drops_told

# What the flow calls, and the name of its part.
STEPS = {
    "conform_month": "conform",
    "check_figures": "check",
    "prepare_package": "prepare the package",
    "evaluate_areas": "evaluate",
    "send_package": "send the package",
}
PREFECT = "Prefect and the rest"
OPENED = "the recipient opens it"


def main() -> None:
    """Measure and write the section, or time one run in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", type=Path, help="data folder of one run, timed here")
    options = parser.parse_args()
    if options.one:
        print(one_run(options.one))
        return
    with tempfile.TemporaryDirectory() as folder, drops_of(options.drops) as drops:
        released = Path(folder) / "data"
        saying("flows", "run", "--drops", str(drops), "--data", str(released))
        runs = [on_a_copy(released) for _ in range(options.runs)]
    parts = medians(runs)
    rows = [
        (name, spent.seconds, spent.processor, round(spent.peak)) for name, spent in parts.items()
    ]
    body = f"After a release of {drops_told(options.drops)}: medians of {runs_told(len(runs))}."
    head = ("part", "s", "processor s", "peak MB")
    write_section("The annual run", "\n\n".join((body, machine(), table(head, rows))))


def on_a_copy(released: Path) -> dict[str, Spent]:
    """Hand over and open, each in a process; what each part spent."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / released.name
        for path in released.parent.glob(f"{released.name}*"):
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, data.with_name(path.name))
        _, told = in_a_process("tests.bench.annual", "--one", str(data))
        return {**parts_of(told), OPENED: opened(data, Path(folder) / "received")}


def one_run(data: Path) -> str:
    """Run the flow; what each part spent, as JSON."""
    from flows import evaluation
    from flows.__main__ import main as command

    clock = Clock()
    for step, part in STEPS.items():
        clock.patch(evaluation, step, part)
    with clock.part(PREFECT), redirect_stdout(StringIO()):
        code = command(["hand-over", "make", "--data", str(data)])
    if code:
        raise RuntimeError("nothing was handed over")
    return clock.told()


def opened(data: Path, into: Path) -> Spent:
    """Open the package as its recipient does, with a key and the list of who may sign."""
    (package,) = (data / "transfer").glob("*/*.tar.age")
    keys = data.with_name(f"{data.name}.hand-over")
    spent, _ = saying(
        "flows",
        *("hand-over", "open", str(package), "--key", str(keys / "recipient.key")),
        *("--allowed-signers", str(keys / "allowed_signers"), "--into", str(into)),
    )
    return spent


if __name__ == "__main__":
    main()
