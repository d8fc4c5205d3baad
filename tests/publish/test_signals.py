"""How often the statements of a release err where nothing was planted, and what they find."""

import pytest

from tests.bench.signals import NOISES, PLACES, Judge, found, quiet

pytestmark = pytest.mark.slow
RELEASES = 12


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


# Where 5 % of releases err, four of twelve do in 1 of 500 runs of other draws; these are fixed.
@pytest.mark.parametrize("noise", ["2.5 times Poisson", "years vary by 6 %"])
def test_quiet_releases_seldom_claim_anything(judge: Judge, noise: str) -> None:
    told = quiet(judge, NOISES[noise], RELEASES)
    assert told["a release calls any force's change clear"] <= 3 / RELEASES
    assert told["a release names any force"] <= 3 / RELEASES
    assert told["one force tested alone, p < 0.05"] <= 0.06
    assert told["steps found in a history"] == 0


def test_a_rise_of_the_largest_force_is_found(judge: Judge) -> None:
    named, _ = found(judge, NOISES["2.5 times Poisson"], PLACES["largest"], 12, 4)
    assert named == 1


def test_poisson_counts_would_not_do(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail: without the allowance for usual variation they do."""
    measured = judge.measure

    def as_poisson(*counts: object) -> None:
        measured(*counts)  # type: ignore[arg-type]
        judge.rows("update usual_variation set multiplied = 1, added = 0")
        for name in ("15_change_test", "18_latest_months", "19_attention"):
            judge.make(name)

    monkeypatch.setattr(judge, "measure", as_poisson)
    told = quiet(judge, NOISES["2.5 times Poisson"], 4)
    assert told["a release names any force"] >= 0.5
