"""Where the time of the annual run goes, from a release to the recipient: `make bench-annual`.

Each run is a process of its own with an embedded Prefect server, on a copy of a data folder that
has its release; the recipient opens the package in a process that has only its key.
"""

import shutil
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from tests.bench.clock import Clock, Parts, apart, medians
from tests.bench.page import table, write
from tests.bench.run import with_prefect
from tests.bench.setting import drops_of, options

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
    """Measure and write."""
    chosen = options(__doc__, runs=5)
    with tempfile.TemporaryDirectory() as folder, drops_of(chosen.drops) as drops:
        released = Path(folder) / "data"
        apart(with_prefect, drops, released, {})
        parts = medians(on_a_copy(released) for _ in range(chosen.runs))
    rows = [
        (name, spent.seconds, spent.processor, round(spent.peak)) for name, spent in parts.items()
    ]
    told = f"Medians of {chosen.runs} runs."
    write("annual", told, table(("part", "s", "processor s", "peak MB"), rows))


def on_a_copy(released: Path) -> Parts:
    """Hand over and open, each in a process; what each part spent."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / released.name
        for path in released.parent.glob(f"{released.name}*"):
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, data.with_name(path.name))
        return {**apart(handed_over, data)[0], **apart(opened, data)[0]}


def handed_over(data: Path) -> Parts:
    """Run the flow."""
    from flows import evaluation
    from flows.__main__ import main as command

    clock = Clock()
    for step, part in STEPS.items():
        clock.patch(evaluation, step, part)
    with clock.part(PREFECT), redirect_stdout(StringIO()):
        code = command(["hand-over", "make", "--data", str(data)])
    if code:
        raise RuntimeError("nothing was handed over")
    return clock.parts()


def opened(data: Path) -> Parts:
    """Open the package as its recipient does, with a key and the list of who may sign."""
    clock = Clock()
    (package,) = (data / "transfer").glob("*/*.tar.age")
    keys = data.with_name(f"{data.name}.hand-over")
    with clock.part(OPENED), redirect_stdout(StringIO()):
        from flows.__main__ import main as command

        code = command(
            ["hand-over", "open", str(package), "--key", str(keys / "recipient.key"),
             "--allowed-signers", str(keys / "allowed_signers"),
             "--into", str(data.with_name("received"))]
        )  # fmt: skip
    if code:
        raise RuntimeError("the package was not opened")
    return clock.parts()


if __name__ == "__main__":
    main()
