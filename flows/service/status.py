"""Where a data folder stands: what was received, what is due, what stands, what was refused."""

from itertools import groupby
from pathlib import Path

from flows.service.awaited import awaited
from flows.service.status_page import releases
from tasks.conform.due import Due, due
from tasks.govern.access.purpose import purpose
from tasks.govern.agreement import today
from tasks.govern.audit_pack.gather import refused_drops
from tasks.govern.errors import SafeMessageError
from tasks.govern.holdings import Received, received
from tasks.govern.withheld import without_values
from tasks.store.folders import DataFolder


def status(data: DataFolder) -> list[str]:
    """Return it as lines; only what is due needs the secure store and is logged."""
    files = list(received(data).values())
    return [
        *(_received(files) or ["Nothing was received."]),
        *(_awaited(files)),
        *([_due(data)] if data.secure_store.exists() else []),
        *(
            [f"Release: {name}, {state}" for name, state in releases(data).items()]
            or ["No release stands."]
        ),
        *_refused(data),
    ]


def _received(files: list[Received]) -> list[str]:
    def of(file: Received) -> tuple[str, str]:
        return file.dataset, file.source

    return [
        f"Received: {dataset} of {source}, up to {max(file.extract for file in its)}"
        for (dataset, source), its in (
            (key, list(group)) for key, group in groupby(sorted(files, key=of), of)
        )
    ]


def _awaited(files: list[Received]) -> list[str]:
    return [
        f"{'Overdue' if one.is_overdue(today()) else 'Awaited'}: {one}" for one in awaited(files)
    ]


def _due(data: DataFolder) -> str:
    try:
        found = _look(str(data.root))
    except SafeMessageError as refusal:
        return f"Which release is due is not known. {refusal}"
    last = f"{found.months[-1]:%Y-%m}/" if found.months else ""
    standing = [
        name
        for name, state in releases(data).items()
        if state == "stands" and last and name.startswith(last)
    ]
    return f"{found} Of it stands {standing[-1]}." if standing else str(found)


@without_values
def _look(data: str) -> Due:
    with purpose("status"):
        return due(DataFolder(Path(data)))


def _refused(data: DataFolder) -> list[str]:
    return [
        f"Refused: {one['file']}, kept in {data.quarantine / one['sha256'].rstrip('.')}: "
        + " ".join(one["reasons"].split())
        for one in refused_drops(data)
    ]
