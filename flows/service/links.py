"""Where a reader of the UI finds a release: the address that the site serves releases under."""

import os
from pathlib import Path

from prefect.artifacts import create_link_artifact

RELEASES_URL = "RELEASES_URL"


def show_release(folder: Path) -> None:
    """Link the files of a release from the current run."""
    for name, key in (("", "release"), *_pages(folder)):
        create_link_artifact(
            link=release_link(folder, name),
            link_text=f"{folder.parent.name}/{folder.name}/{name}".rstrip("/"),
            key=key,
            description=str(folder / name),
        )


def release_link(folder: Path, name: str = "") -> str:
    """Return the address of a release's file (of its folder without a name).

    Without ``RELEASES_URL`` it is the path: a browser opens it on the same machine only.
    """
    base = os.environ.get(RELEASES_URL)
    if not base:
        return (folder / name).as_uri()
    return f"{base.rstrip('/')}/{folder.parent.name}/{folder.name}/{name}"


def _pages(folder: Path) -> list[tuple[str, str]]:
    return [(path.name, "results-page") for path in sorted(folder.glob("*.html"))]
