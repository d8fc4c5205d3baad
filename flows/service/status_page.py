"""Where a data folder stands, as a page and as JSON beside the releases: no count, no reason.

Why a file was refused may name a place that holds a count, and the page is served beside the
releases: the run, its mail and the command ``status`` say that. No store is opened.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.service.awaited import awaited
from tasks.govern.access.content import content_of
from tasks.govern.agreement import agreement_for, today
from tasks.govern.audit_pack.gather import refused_drops
from tasks.govern.decisions import asked_about, undecided, verdict
from tasks.govern.errors import SafeMessageError
from tasks.govern.holdings import received
from tasks.govern.statement import RELEASE
from tasks.store.folders import DataFolder

NAME = "status"
TEMPLATE = Path(__file__).with_name("status.html.jinja")
GIGABYTE = 10**9


@contextmanager
def status_written(data: DataFolder) -> Iterator[None]:
    """Write page and JSON when the block has ended, however it does; that fails no run."""
    try:
        yield
    finally:
        with suppress(OSError, SafeMessageError, LookupError, ValueError):
            write_status(data)


def write_status(data: DataFolder) -> None:
    """Write ``status.json`` and ``status.html`` into the folder of releases, each whole."""
    told = standing(data)
    for suffix, text in ((".json", json.dumps(told, indent=2) + "\n"), (".html", page(told))):
        new = data.releases / f".{NAME}{suffix}"
        new.write_text(text, encoding="utf-8")
        new.replace(data.releases / f"{NAME}{suffix}")


def standing(data: DataFolder) -> dict[str, Any]:
    """Return what was received, what is awaited, refused and released, and what is left."""
    files = list(received(data).values())
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "received": [
            {
                "source": one.source,
                "dataset": one.dataset,
                "extract": one.extract,
                "vintage": one.vintage,
                "file": one.file_name,
            }
            for one in files
        ],
        "awaited": [
            {
                **asdict(one),
                "month": f"{one.month:%Y-%m}",
                "expected_by": str(one.expected_by),
                "overdue": one.is_overdue(today()),
            }
            for one in awaited(files)
        ],
        "refused": [{"file": one["file"], "sha256": one["sha256"]} for one in refused_drops(data)],
        "releases": [{"release": name, "state": state} for name, state in releases(data).items()],
        "disk_free_gb": round(shutil.disk_usage(data.root).free / GIGABYTE, 1),
        "agreement_days_left": (agreement_for(content_of(data)).ends - today()).days,
    }


def releases(data: DataFolder) -> dict[str, str]:
    """Return the state of each release by its name ('2024-01/r2'), oldest first."""
    folders = [path.parent for path in data.releases.glob("*/r*/manifest.json")]
    stand = {(path.parent.name, int(path.name[1:])) for path in folders}
    latest = dict(sorted(stand))
    waiting = {question.what for question in undecided(data)}
    states = {
        _key(name): _asked(name in waiting, verdict(data, question).is_approved)
        for name, question in asked_about(data, RELEASE).items()
        if _is_release(name) and _key(name) not in stand
    }
    states |= {
        (month, number): "stands" if latest[month] == number else "superseded"
        for month, number in stand
    }
    return {f"{month}/r{number}": states[month, number] for month, number in sorted(states)}


def page(told: dict[str, Any]) -> str:
    """Return the page of what ``standing`` says."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(told)


def _asked(is_waiting: bool, is_approved: bool) -> str:
    if is_waiting:
        return "waiting for sign-off"
    return "approved" if is_approved else "rejected"


def _is_release(name: str) -> bool:
    month, _, number = name.partition("/r")
    return len(month) == len("2024-01") and number.isdigit()


def _key(name: str) -> tuple[str, int]:
    month, _, number = name.partition("/r")
    return month, int(number)
