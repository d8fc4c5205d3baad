"""In which invented worlds an estimate's intervals are right (``make bench-evaluation``)."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from tasks.store.statements import statement


@dataclass(frozen=True)
class ErrorRate:
    """How often an estimate's interval held what was planted in a world, both in per cent."""

    world: str
    planted: int
    estimate: str
    panels: int
    right: float


def read_error_rates(connection: duckdb.DuckDBPyConnection) -> tuple[ErrorRate, ...]:
    """Read the reference table, in the order in which it was measured."""
    rows = connection.execute(statement("evaluate/error_rate")).fetchall()
    return tuple(ErrorRate(*row) for row in rows)


def worlds(rates: Sequence[ErrorRate]) -> list[str]:
    """Return the worlds in their order."""
    return list(dict.fromkeys(rate.world for rate in rates))


def right(rates: Sequence[ErrorRate], estimate: str, world: str) -> float:
    """Return the least per cent of intervals that were right, with an effect or without."""
    return min(rate.right for rate in rates if (rate.estimate, rate.world) == (estimate, world))


def is_covered(rates: Sequence[ErrorRate], estimate: str, world: str, confidence: float) -> bool:
    """Return whether an estimate's intervals err no more than twice as often as they say."""
    return right(rates, estimate, world) >= 100 * (1 - 2 * (1 - confidence))
