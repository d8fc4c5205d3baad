"""The specification: what is estimated and how. Fixed in sql/evaluate/specification.toml."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tasks.store.statements import SQL

FILE = SQL / "evaluate" / "specification.toml"


@dataclass(frozen=True)
class Outcome:
    """A series of counts by area and month, and its estimators; ``unit`` is 'pfa' or 'la'."""

    key: str
    name: str
    cause: str
    age: str
    unit: str
    estimators: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """A robustness check: what differs from the main estimate."""

    key: str
    name: str
    areas_left_out: tuple[str, ...] = ()
    months_left_out: tuple[date, date] | None = None
    later_start: bool = False


@dataclass(frozen=True)
class ValueForMoney:
    """What value for money takes; ``variant`` names the estimate. Rates and ranges are shares."""

    outcomes: tuple[str, ...]
    variant: str
    prices_of: str
    discount_rate: float
    crimes_per_admission: float
    crimes_per_admission_high: float
    unit_cost_range: float
    optimism_costs: float
    optimism_benefits: float


@dataclass(frozen=True)
class Specification:
    """The whole specification; ``sha256`` is that of the file."""

    sha256: str
    version: str
    seed: int
    first_month: date
    confidence: float
    power: float
    later_start: tuple[str, date]
    outcomes: tuple[Outcome, ...]
    areas_left_out_of_logarithms: tuple[str, ...]
    variants: tuple[Variant, ...]
    placebo_starts: date
    placebo_until: date
    permutations: int
    value: ValueForMoney
    least_funded_areas: int
    decimals: int

    @property
    def main(self) -> Outcome:
        """The outcome of the main result."""
        return self.outcomes[0]


@cache
def specification() -> Specification:
    """Return the specification.

    Raises:
        KeyError: a field is missing from the file.
    """
    content = FILE.read_bytes()
    return _read(tomllib.loads(content.decode()), hashlib.sha256(content).hexdigest())


def _read(text: dict[str, Any], sha256: str) -> Specification:
    later, placebo = text["treatment"]["later_start"], text["placebo_in_time"]
    value, limits = text["value_for_money"], text["disclosure"]
    return Specification(
        sha256=sha256,
        version=text["version"],
        seed=text["seed"],
        first_month=text["first_month"],
        confidence=text["confidence"],
        power=text["power"],
        later_start=(later["funded_from"], later["starts"]),
        outcomes=tuple(map(_outcome, text["outcome"])),
        areas_left_out_of_logarithms=tuple(text["logarithms"]["areas_left_out"]),
        variants=tuple(map(_variant, text["variant"])),
        placebo_starts=placebo["starts"],
        placebo_until=placebo["until"],
        permutations=text["permutation"]["draws"],
        value=ValueForMoney(**{**value, "outcomes": tuple(value["outcomes"])}),
        least_funded_areas=limits["least_funded_areas"],
        decimals=limits["decimals"],
    )


def _outcome(fields: dict[str, Any]) -> Outcome:
    return Outcome(**{**fields, "estimators": tuple(fields["estimators"])})


def _variant(fields: dict[str, Any]) -> Variant:
    span = fields.get("months_left_out")
    return Variant(
        key=fields["key"],
        name=fields["name"],
        areas_left_out=tuple(fields.get("areas_left_out", ())),
        months_left_out=(span["first"], span["last"]) if span else None,
        later_start=fields.get("later_start", False),
    )
