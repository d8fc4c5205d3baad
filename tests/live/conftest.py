"""One site for all live tests, and small drops of it: every seed is a corrected extract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.serve import Site
from tasks.secure_key import KEY_FILE
from tasks.synthesise import write_drop
from tests.live.live import Live, free_port

SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
APRIL = "2012/13 M01"
Correction = Callable[[], Path]


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def correction(workshop: Path) -> Correction:
    """Write the next corrected extract of April 2012, sharp object, England."""
    seeds = iter(range(2, 1000))

    def written() -> Path:
        seed = next(seeds)
        folder = workshop / str(seed)
        folder.mkdir()
        (path,) = write_drop(folder, SHARP, "HES", APRIL, seed=seed)
        return path.rename(path.with_stem(f"{path.stem}_v{seed}"))

    return written


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, workshop: Path) -> Iterator[Live]:
    site = new_site(tmp_path_factory.mktemp("site"))
    yield from served(site, workshop)


def new_site(folder: Path) -> Site:
    incoming = folder / "data" / "incoming"
    incoming.mkdir(parents=True)
    (folder / "data" / "prefect").mkdir()
    return Site(folder / "data", incoming, free_port(), "team:a test's own")


def served(site: Site, workshop: Path) -> Iterator[Live]:
    """Start all parts; the other required file of April is there already."""
    running = Live(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_FILE, raising=False)
        try:
            running.start_all()
            folder = workshop / f"first-{site.port}"
            folder.mkdir()
            (path,) = write_drop(folder, ALL_ASSAULT, "HES", APRIL)
            running.drop(path)
            running.one_success(path)
            yield running
        finally:
            running.stop_all()
