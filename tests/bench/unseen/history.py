"""Which histories there are, most telling first, and what tells them apart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, islice, product, takewhile
from typing import Literal

Generator = Literal["project", "second"]
Wales = Literal["whole", "sparse"]
Start = Literal["full", "short"]
GENERATORS: tuple[Generator, ...] = ("project", "second")
WALES: tuple[Wales, ...] = ("whole", "sparse")
SCALES = (0.25, 1.0, 0.5, 2.0)
SPARSE_WALES = 0.25
"""Of the counts that Wales has otherwise."""
FALLS = (2, 0, 5)
STARTS: dict[Start, date] = {"full": date(2012, 4, 1), "short": date(2019, 4, 1)}
# The demonstration's month, and a chain in which a year turns final: in April for England, in June
# for Wales, in December for local authorities.
FIRST_RELEASE = date(2024, 1, 1)
CHAIN = (date(2023, 1, 1), date(2023, 12, 1))
# Shares no factor with the number of chains: any of them in a row differ in everything.
STRIDE = 37
CHAINS_A_SEED = 24


@dataclass(frozen=True)
class History:
    """One synthetic history: how its counts are drawn, and which releases are made of it.

    `falls` is the share of provisional months of a force in which cases move away, in per cent.
    """

    generator: Generator
    scale: float
    wales: Wales
    falls: int
    start: Start
    releases: Literal["first", "chain"]
    seed: int

    @property
    def name(self) -> str:
        """Its words and numbers, such as `second 0.25x whole full first falls-0 seed-1`."""
        return (
            f"{self.generator} {self.scale:g}x {self.wales} {self.start} {self.releases}"
            f" falls-{self.falls} seed-{self.seed}"
        )

    @property
    def starts(self) -> date:
        """The first month of its counts."""
        return STARTS[self.start]

    @property
    def months(self) -> list[date]:
        """The months of its releases, in order."""
        first, last = CHAIN if self.releases == "chain" else (FIRST_RELEASE, FIRST_RELEASE)
        return [date(first.year, month, 1) for month in range(first.month, last.month + 1)]

    @property
    def share_of_wales(self) -> float:
        """Of the Welsh counts that there are otherwise."""
        return SPARSE_WALES if self.wales == "sparse" else 1.0


def histories() -> Iterator[History]:
    """All of them without end: for each seed every first release, then a part of the chains."""
    firsts, chains = _firsts(), _chains()
    for seed in count(1):
        for history in firsts:
            yield replace(history, seed=seed)
        for nth in range(CHAINS_A_SEED * (seed - 1), CHAINS_A_SEED * seed):
            yield replace(chains[STRIDE * nth % len(chains)], seed=seed)


def chosen(number: int, words: frozenset[str], seeds: frozenset[int]) -> Iterator[History]:
    """The first so many whose names have all the words, of some seeds (of none: of all)."""
    known = takewhile(lambda history: not seeds or history.seed <= max(seeds), histories())
    some = (
        history
        for history in known
        if words <= set(history.name.split()) and (not seeds or history.seed in seeds)
    )
    return islice(some, number)


def _firsts() -> list[History]:
    return [
        History(generator, scale, wales, 0, start, "first", 0)
        for start, wales, scale, generator in product(STARTS, WALES, SCALES, GENERATORS)
    ]


def _chains() -> list[History]:
    return [
        History(generator, scale, wales, falls, start, "chain", 0)
        for falls, start, wales, scale, generator in product(
            FALLS, STARTS, WALES, SCALES, GENERATORS
        )
    ]
