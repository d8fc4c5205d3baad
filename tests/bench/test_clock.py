"""The clock: what a part spends within another counts once; memory is that of the part."""

import time

from tests.bench.clock import Clock, Spent, median, medians


def test_a_part_within_a_part_counts_for_it_alone() -> None:
    clock = Clock()

    with clock.part("outer"):
        time.sleep(0.02)
        with clock.part("inner"):
            time.sleep(0.2)

    assert clock.spent["inner"].seconds >= 0.2
    assert 0.02 <= clock.spent["outer"].seconds < 0.2


def test_waiting_takes_no_processor_time_and_working_does() -> None:
    clock = Clock()

    with clock.part("waiting"):
        time.sleep(0.2)
    with clock.part("working"):
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass

    assert clock.spent["waiting"].processor < 0.1
    assert clock.spent["working"].processor >= 0.15


def test_peak_memory_is_that_of_the_part() -> None:
    clock = Clock()

    with clock.part("large"):
        large = bytearray(100_000_000)
        del large
    with clock.part("small"):
        pass

    assert clock.spent["large"].peak - clock.spent["small"].peak > 80


def test_medians_by_part() -> None:
    runs = [
        {"a": Spent(1, 5, 9)},
        {"a": Spent(3, 4, 8)},
        {"a": Spent(2, 6, 7), "b": Spent(1, 1, 1)},
    ]

    assert median(run["a"] for run in runs) == Spent(2, 5, 8)
    assert medians(runs) == {"a": Spent(2, 5, 8), "b": Spent(0, 0, 0)}
