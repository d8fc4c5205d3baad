"""Counts drawn anew: of the same size, the same for a seed, in a file of the same shape."""

from pathlib import Path

import pandas as pd

from tests.bench.protect import redrawn

COUNTS = pd.DataFrame({"pfa": ["A", "B", "C"] * 100, "n": [0, 4, 900] * 100})


def test_counts_are_others_of_the_same_size(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    COUNTS.to_csv(path, index=False)
    first, second, other = (pd.read_csv(redrawn(str(path), seed, tmp_path)) for seed in (1, 1, 2))

    assert first.equals(second)
    assert not first["n"].equals(other["n"])
    assert not first["n"].equals(COUNTS["n"])
    assert first.drop(columns="n").equals(COUNTS.drop(columns="n"))
    assert (first["n"][COUNTS["n"] == 0] == 0).all()
    assert abs(first["n"].sum() / COUNTS["n"].sum() - 1) < 0.02
