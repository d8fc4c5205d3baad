"""Counts and files that several tests look at, made once."""

from functools import cache
from pathlib import Path

import pytest

from tasks.synthesise import true_counts

# Dataset, delivered table, area, period, age, sex, ethnicity, measure.
Key = tuple[str, str, str, str, str, str, str, str]


@cache
def counted(dataset: str, source: str, extract: str, boundaries: str = "current") -> dict[Key, int]:
    """The true counts of a drop by everything but the count."""
    rows = true_counts(dataset, source, extract, boundaries=boundaries)
    return {row[:8]: row.value for row in rows}


def table(counts: dict[Key, int], name: str, measure: str = "FAE") -> dict[tuple[str, ...], int]:
    """One delivered table by area, period, age, sex and ethnicity."""
    return {key[2:7]: n for key, n in counts.items() if key[1] == name and key[7] == measure}


@pytest.fixture(scope="session")
def demonstration(demonstration_drops: Path) -> list[Path]:
    return sorted(demonstration_drops.iterdir())
