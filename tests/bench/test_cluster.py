"""From when a cluster pays."""

from pathlib import Path

import pytest

from tests.bench.cluster import Written, digest, line, pays_from


def test_a_cluster_pays_when_what_it_gains_makes_up_for_its_start() -> None:
    assert pays_from(series=(4.0, 10.0), cluster=(2.0, 16.0)) == 3.0


def test_one_that_is_no_quicker_never_pays() -> None:
    assert pays_from(series=(2.0, 10.0), cluster=(2.0, 16.0)) is None
    assert pays_from(series=(2.0, 10.0), cluster=(3.0, 9.0)) is None


def test_one_that_starts_sooner_pays_at_once() -> None:
    assert pays_from(series=(4.0, 10.0), cluster=(2.0, 9.0)) == 0.0


def test_the_line_through_what_was_measured() -> None:
    written = [Written(2, n, 10 + 3 * n) for n in (1, 6, 24)] + [Written(4, 1, 99)]

    assert line(written, 2) == pytest.approx((3, 10))


def test_other_bytes_or_names_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = digest(tmp_path)

    (tmp_path / "a").write_text("2")
    assert digest(tmp_path) != before

    (tmp_path / "a").write_text("1")
    assert digest(tmp_path) == before

    (tmp_path / "a").rename(tmp_path / "b")
    assert digest(tmp_path) != before
