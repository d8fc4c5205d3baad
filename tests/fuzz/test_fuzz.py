"""A few hundred mutated workbooks, always the same ones; `make fuzz` goes on from there."""

from collections import Counter
from random import Random

import pytest

from tests.fuzz.__main__ import judged
from tests.fuzz.files import good_drops, parts_of, zipped
from tests.fuzz.judge import OtherCountError, _dressed, outcome
from tests.fuzz.mutations import (
    MUTATIONS,
    Mutation,
    a_font_or_format,
    a_number_in_runs,
    a_number_in_shared_runs,
    a_style_of_its_own,
)

FILES = 250


def test_good_drops_are_read_alike_by_two_readers() -> None:
    assert {outcome(content) for content in good_drops()} == {"accepted, and read alike"}


@pytest.mark.parametrize("half", [0, 1])
def test_mutated_workbooks_are_refused_or_read_alike(half: int) -> None:
    start = half * FILES // 2
    outcomes = Counter(judged(good_drops(), seed) for seed in range(start, start + FILES // 2))

    assert not [what for what in outcomes if what.startswith("VIOLATION")]
    # Both ends happen: a guard that refuses everything would pass as well.
    assert outcomes["accepted, and read alike"] > FILES / 20
    assert outcomes["refused"] > FILES / 20


@pytest.mark.parametrize(
    "mutation", [a_number_in_runs, a_number_in_shared_runs, a_font_or_format, a_style_of_its_own]
)
def test_a_dressed_count_is_met(mutation: Mutation) -> None:
    """A mutation that changes nothing would find nothing."""
    dressed = 0
    for seed in range(20):
        random = Random(seed)
        parts = parts_of(random.choice(good_drops()))
        mutation(parts, random)
        dressed += bool(_dressed(zipped(parts)))

    assert dressed


def test_the_judge_sees_another_count(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.receive.reader import values

    text = values._text
    monkeypatch.setattr(values, "_text", lambda cell: text(cell + 1 if cell == 2 else cell))
    with pytest.raises(OtherCountError):
        outcome(good_drops()[0])


def test_there_are_many_ways_to_mutate() -> None:
    assert len(set(MUTATIONS)) == len(MUTATIONS) >= 15
