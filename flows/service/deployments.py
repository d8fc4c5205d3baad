"""Make Prefect's pools and deployments, or bring them up to date."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from flows.service.settings import API
from tasks.govern.errors import SafeMessageError

ROOT = Path(__file__).parents[2]
PREFECT = [sys.executable, "-m", "prefect"]
# Slots of each pool; what writes has one.
POOLS = {"writing": 1, "watching": None}
SECONDS_TO_START = 120


class NotStartedError(SafeMessageError):
    """A part of it did not start."""


def register(environment: Mapping[str, str]) -> None:
    """Make what ``deploy/prefect.yaml`` names, on the server that ``environment`` names.

    Raises:
        NotStartedError: the server refuses a part of it; the message is the server's.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".json") as template:
        json.dump(job_template(environment["PROJECT_FOLDER"]), template)
        template.flush()
        process = ("--type", "process", "--base-job-template", template.name, "--overwrite")
        for pool, slots in POOLS.items():
            _call(environment, "work-pool", "create", pool, *process)
            if slots:
                _call(environment, "work-pool", "set-concurrency-limit", pool, str(slots))
    _call(environment, "--no-prompt", "deploy", "--all", "--prefect-file", "deploy/prefect.yaml")


def job_template(project: str) -> dict[str, Any]:
    """Return what a pool starts for each of its runs: one command in one folder.

    No run or deployment changes any of it, since there is no variable. Nor is there an ``env``,
    into which Prefect merges a run's own even where the template has no place for it.

    A command of its own spares each run the second interpreter that prepares a workspace, a third
    of the time until it is Running.
    """
    return {
        "job_configuration": {
            "command": f"{project}/.venv/bin/python -m prefect.engine",
            "working_dir": project,
            "stream_output": True,
        },
        "variables": {"type": "object", "properties": {}, "additionalProperties": False},
    }


def wait_for_api(environment: Mapping[str, str], still: Callable[[], bool] = lambda: True) -> None:
    """Return when the API answers.

    Raises:
        NotStartedError: it does not in time, or ``still`` says that it is of no use to wait.
    """
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and still():
        try:
            if httpx.get(f"{environment[API]}/health", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise NotStartedError(f"Prefect's server does not answer at {environment[API]}: is it up?")


def deploy() -> None:
    """Wait for the server that the environment names, then register.

    Raises:
        NotStartedError: there is none, or it refuses a part of it.
    """
    if API not in os.environ:
        raise NotStartedError(f"No server is named: set {API}.")
    wait_for_api(os.environ)
    register(os.environ)


def _call(environment: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603
        [*PREFECT, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotStartedError(f"prefect {' '.join(arguments)}: {done.stdout}{done.stderr}")
