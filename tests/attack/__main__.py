"""Attack chains of releases of unseen histories: `make bench-attack`.

One line per history and attacker. Fails where a figure is exact or known to be 2 or less, beyond
what national totals and earlier releases told.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice, product
from pathlib import Path

from tasks.store.reference import REFERENCE
from tasks.store.stores import release_store, secure_store
from tests.attack.areas import public_areas
from tests.attack.insider import Coalition, coalition
from tests.attack.judge import COLUMNS, Judged, judged
from tests.attack.outsider import attack
from tests.attack.published import published
from tests.attack.releases import Chain, counts, folders, released, told_by_code
from tests.bench.unseen.history import GENERATORS

SCALES, FALLS = (1.0, 0.25), (0, 2)
# Admissions that somebody in the table knows: their own, or a hospital's few.
KNOWN, TRIES = (1, 3, 5), 200


def main() -> int:
    """Attack so many chains, and print what came of it; 1 if anything did."""
    options = _options()
    print("| history | attacker |", " | ".join(COLUMNS), "|")
    is_held = True
    for chain in islice(chains(options.seed, options.releases), options.histories):
        for name, found in attacked(chain):
            is_held &= not isinstance(found, Judged) or found.is_held
            print("|", " | ".join((chain.name, name, *_told(found))), "|", flush=True)
    return int(not is_held)


def _told(found: Judged | Coalition) -> list[str]:
    if isinstance(found, Judged):
        return [str(number) for number in found.numbers]
    return [f"{one.name} {getattr(found, one.name)}" for one in fields(found)]


def chains(seed: int, number: int) -> Iterator[Chain]:
    """Short histories by seeds: both generators, both sizes, without falls and with."""
    while True:
        for falls, scale, generator in product(FALLS, SCALES, GENERATORS):
            yield Chain(generator, scale, "whole", falls, "short", "chain", seed, number)
        seed += 1


def attacked(chain: Chain) -> Iterator[tuple[str, Judged | Coalition]]:
    """What each attacker has of the releases of a history."""
    areas = public_areas(REFERENCE)
    with tempfile.TemporaryDirectory() as folder:
        data = released(chain, Path(folder) / "data")
        rows = list(published(folders(data)))
        with secure_store(data) as connection:
            true = counts(connection)
        with release_store(data) as connection:
            told = told_by_code(connection)
    outsider = attack(rows, areas)
    yield "an outsider", judged(rows, areas, outsider, true)
    for known in KNOWN:
        yield f"somebody who knows {known}", coalition(outsider, true, known, TRIES)
    yield "a reader of the code", judged(rows, areas, attack(rows, areas, told), true)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=8)
    parser.add_argument("--releases", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
