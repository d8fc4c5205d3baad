"""The clock: what a part spends within another counts once; memory is that of the part."""

import time

from tests.bench.clock import Clock


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
