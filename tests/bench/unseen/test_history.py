"""Which histories there are: every combination comes, none twice, a choice keeps their order."""

from itertools import islice

import pytest

from tests.bench.unseen.history import History, chosen, histories

FIRSTS, CHAINS, CHAINS_A_SEED = 32, 96, 24


def test_no_history_comes_twice() -> None:
    names = [history.name for history in islice(histories(), 1000)]

    assert len(set(names)) == len(names)


def test_every_combination_comes_within_four_seeds() -> None:
    some = list(islice(histories(), 4 * (FIRSTS + CHAINS_A_SEED)))
    combinations = {history.name.partition(" seed-")[0] for history in some}

    assert len(combinations) == FIRSTS + CHAINS
    assert {history.seed for history in some} == {1, 2, 3, 4}


def test_chains_of_one_seed_differ_in_everything() -> None:
    some = list(islice(histories(), FIRSTS + CHAINS_A_SEED))[FIRSTS:]

    for part, number in {"generator": 2, "scale": 4, "wales": 2, "falls": 3, "start": 2}.items():
        assert len({getattr(history, part) for history in some}) == number


@pytest.mark.parametrize(
    ("words", "seeds", "number", "expected"),
    [
        (set(), set(), 1, ["project 0.25x whole full first falls-0 seed-1"]),
        ({"short", "1x"}, set(), 1, ["project 1x whole short first falls-0 seed-1"]),
        ({"0.5x", "sparse", "short", "first", "second"}, {2, 3}, 9, [
            "second 0.5x sparse short first falls-0 seed-2",
            "second 0.5x sparse short first falls-0 seed-3",
        ]),
    ],
)  # fmt: skip
def test_words_and_seeds_choose(words: set, seeds: set, number: int, expected: list) -> None:
    found = [one.name for one in chosen(number, frozenset(words), frozenset(seeds))]

    assert found == expected


@pytest.mark.parametrize(
    ("releases", "months"), [("first", ["2024-01"]), ("chain", ["2023-01", "2023-12"])]
)
def test_a_chain_is_twelve_releases_of_a_year(releases: str, months: list) -> None:
    history = History("second", 1.0, "whole", 0, "full", releases, 1)
    made = [f"{month:%Y-%m}" for month in history.months]

    assert [made[0], made[-1]][-len(months) :] == months
    assert len(made) == (12 if releases == "chain" else 1)
