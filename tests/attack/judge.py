"""What an attack is worth: held to the true counts, and to what was known without the releases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.attack.areas import Areas
from tests.attack.outsider import Attack, known_before
from tests.attack.published import Row
from tests.attack.system import Figure

COLUMNS = (
    *("suppressed", "wrong", "exact", "2 or less", "known before", "by national totals"),
    *("two values", "given up"),
)


@dataclass(frozen=True)
class Judged:
    """Numbers of suppressed figures. wrong: the attack rules the true count out."""

    numbers: tuple[int | str, ...]

    @property
    def is_held(self) -> bool:
        """Whether protection held: nothing is exact, or known to be 2 or less."""
        _, _, exact, at_most_2, *_ = self.numbers
        return (exact, at_most_2) == (0, 0)


def judged(rows: Sequence[Row], areas: Areas, made: Attack, true: Mapping[Figure, int]) -> Judged:
    """Judge an attack. A figure that it is wrong about is not given away."""
    found = made.found()
    right = [one for one in found if one.lo <= true[one.figure] <= one.hi]
    before = known_before(rows, areas, right)
    given = [one for one in right if one not in before and not one.by_nationals]
    return Judged(
        (
            len(found),
            len(found) - len(right),
            sum(one.is_exact for one in given),
            sum(one.is_at_most_2 for one in given),
            len(before),
            sum(one.is_given_away and one.by_nationals for one in right),
            sum(one.hi - one.lo == 1 and not one.is_given_away for one in right),
            ", ".join(sorted(made.given_up)) or "-",
        )
    )
