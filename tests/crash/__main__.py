"""Kill flows and hold what stands after a rerun to an undisturbed run: ``make test-crashes``.

    python -m tests.crash [--kills 10] [--moments 100] [--boundaries all] [--surroundings]
        [--seed 1] [CASE ...]

Each attempt is a process of its own, forked with all modules loaded, killed with its children by
SIGKILL: at every step boundary (the first time that it is reached, if it finds the disk as none
before did) and at random moments of the run's length. Then the same command runs once more.

Most random moments are had cheaper: one run is stopped (SIGSTOP) at each of them and what is on the
disk then is copied, which is what a kill would have left; the same command goes on from each copy
that differs from the one before.

All share one server of Prefect's, and their folders are in memory. Violations are printed; exit
code 1 if any.
"""

import argparse
import importlib
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.service.settings import API, PEOPLE, SERVER, SERVICES
from tasks.protect.decide.compile import main as compile_decision
from tasks.store.version import code_version
from tests.crash.boundary import MODULES
from tests.crash.case import CASES
from tests.crash.surroundings import surroundings
from tests.crash.trial import ROOT, Trial

CREDENTIAL = "services:crash"


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """One Prefect server for all attempts, whose start would be most of each.

    Nothing of Prefect is imported before its address is in the environment: a fork would keep what
    was read without it, and start a server of its own.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ |= {
        "PREFECT_HOME": str(folder),
        "PREFECT_API_AUTH_STRING": CREDENTIAL,
        API: f"http://127.0.0.1:{port}/api",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }
    part = subprocess.Popen(
        [sys.executable, "-m", "flows", "service", "server", "--port", str(port)],
        cwd=ROOT,
        env=os.environ
        | SERVER
        | {
            "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "false",
            SERVICES: CREDENTIAL,
            PEOPLE: "people:not there",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            with suppress(OSError):
                urllib.request.urlopen(f"{os.environ[API]}/health", timeout=5)
                break
            time.sleep(0.5)
        yield
    finally:
        part.terminate()
        part.wait()


def main() -> int:
    """Try every case that is asked for; say how many moments were tried and what was violated."""
    options = _parser().parse_args()
    violations = 0
    with tempfile.TemporaryDirectory(dir=memory()) as made, server(Path(made) / "prefect"):
        for module in MODULES:
            importlib.import_module(module)
        compile_decision()
        # Once, before any attempt: what is edited meanwhile is not in it.
        code_version()
        for name in options.cases or ["monthly", "backfill", "hand-over"]:
            trial = Trial(CASES[name], Path(made) / name)
            (_disturb if options.surroundings else _kill)(trial, options)
            violations += len(trial.violations)
    return 1 if violations else 0


def memory() -> str | None:
    """Return a folder in memory: what is written there is on its disk at once."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _disturb(trial: Trial, _: argparse.Namespace) -> None:
    for name, disturbed in surroundings(trial):
        trial.disturb(name, disturbed)
    print(
        f"{trial.case.name}: {trial.tried} disturbances around a run; "
        f"violations: {len(trial.violations)}",
        flush=True,
    )


def _kill(trial: Trial, options: argparse.Namespace) -> None:
    chance = random.Random(options.seed)
    boundaries = trial.boundaries
    if options.boundaries < len(boundaries):
        boundaries = chance.sample(boundaries, options.boundaries)
    for boundary in boundaries:
        trial.kill_at(boundary)
    for _ in range(options.kills):
        trial.kill_after(chance.uniform(0, trial.seconds))
    moments = [chance.uniform(0, trial.seconds) for _ in range(options.moments)]
    disks = trial.stop_at(moments) if moments else 0
    print(
        f"{trial.case.name}: killed at {len(boundaries)} of {len(trial.boundaries)} step "
        f"boundaries (of {trial.reached} reached, those that find the disk as none before) "
        f"and at {options.kills} random moments of {trial.seconds:.1f} s; "
        f"stopped at {len(moments)} more, which found {disks} different disks; "
        f"violations: {len(trial.violations)}",
        flush=True,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--kills", type=int, default=10, help="kills at random moments, a case")
    parser.add_argument("--moments", type=int, default=100, help="more moments, of one stopped run")
    parser.add_argument("--boundaries", type=int, default=10_000, help="step boundaries a case")
    parser.add_argument(
        "--surroundings", action="store_true", help="kill nothing: full disks, locks, other runs"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    return parser


if __name__ == "__main__":
    sys.exit(main())
