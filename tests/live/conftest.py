"""One site for all live tests, and small drops of it: every seed is a corrected extract."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from flows.service.serve import Site
from tasks.govern.key import KEY_FILE
from tasks.synthesise import true_counts, write_drop
from tests.live.live import Live, free_port
from tests.live.postgresql import DATABASE, postgresql

SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
APRIL = "2012/13 M01"
Correction = Callable[[], Path]


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drops")


@pytest.fixture(scope="session")
def correction(scratch: Path) -> Correction:
    """Write the next corrected extract of April 2012, sharp object, England."""
    seeds = like_each_other(range(2, 1000))

    def written() -> Path:
        seed = next(seeds)
        folder = scratch / str(seed)
        folder.mkdir()
        (path,) = write_drop(folder, SHARP, "HES", APRIL, seed=seed)
        return path.rename(path.with_stem(f"{path.stem}_v{seed}"))

    return written


def like_each_other(seeds: Iterable[int]) -> Iterator[int]:
    """Those seeds of which none makes cells of another vanish, which would refuse its drop."""
    taken: list[dict[tuple[object, ...], int]] = []
    for seed in seeds:
        counts = {one[:-1]: one.value for one in true_counts(SHARP, "HES", APRIL, seed=seed)}
        if not any(vanishes(counts, other) or vanishes(other, counts) for other in taken):
            taken.append(counts)
            yield seed


def vanishes(before: dict[tuple[object, ...], int], now: dict[tuple[object, ...], int]) -> bool:
    return any(count >= 8 and not now.get(key) for key, count in before.items())


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Live]:
    site = new_site(tmp_path_factory.mktemp("site"))
    yield from served(site, scratch)


def new_site(folder: Path) -> Site:
    incoming = folder / "data" / "incoming"
    incoming.mkdir(parents=True)
    (folder / "data" / "prefect").mkdir()
    return Site(folder / "data", incoming, free_port(), "services:own", "team:a test's own")


def served(site: Site, scratch: Path) -> Iterator[Live]:
    """Start all parts, on PostgreSQL where it is; the other required file of April is there."""
    running = Live(site)
    with pytest.MonkeyPatch.context() as patch, postgresql() as database:
        patch.delenv(KEY_FILE, raising=False)
        if database:
            patch.setenv(DATABASE, database)
        try:
            running.start_all()
            folder = scratch / f"first-{site.port}"
            folder.mkdir()
            (path,) = write_drop(folder, ALL_ASSAULT, "HES", APRIL)
            running.drop(path)
            running.one_success(path)
            yield running
        finally:
            running.stop_all()
