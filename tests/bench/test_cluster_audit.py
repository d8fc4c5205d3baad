"""What is said of an audit on a cluster."""

from tests.bench.cluster_audit import Audited, Timed, section, told

AUDITED = [
    Audited("core", 0, 2.0, 1.0, 1), Audited("core", 2, 3.0, 2.0, 1),
    Audited("core", 4, 4.0, 3.0, 1), Audited("core+la", 0, 60.0, 40.0, 9),
    Audited("core+la", 2, 40.0, 20.0, 9), Audited("core+la", 4, 70.0, 50.0, 9),
]  # fmt: skip


def test_errands_are_timed_and_kept_in_order() -> None:
    each = Timed(map)

    assert each(lambda n: n + 1, iter([1, 2, 3])) == [2, 3, 4]
    assert each.errands == 3


def test_a_cluster_pays_from_the_shortest_programmes_that_it_made_shorter() -> None:
    text = told(AUDITED)

    assert "2 workers: it did for programmes of 40.0 s in series, not for those of 1.0 s." in text
    assert "4 workers: it never did, not for those of 40.0 s." in text


def test_speed_ups_are_to_the_same_tables_in_series() -> None:
    line = next(line for line in section(AUDITED).splitlines() if "core+la | 2 workers" in line)

    assert line.split(" | ")[5:] == ["2.00", "1.50 |"]
