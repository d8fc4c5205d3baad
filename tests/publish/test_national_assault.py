"""All assault of nations: the sum of what forces show, within what it can be, and in words."""

from collections.abc import Sequence
from random import Random

import pytest

from tasks.publish.measures import BOTH, ENGLAND, WALES, read_measures
from tasks.publish.national_assault import (
    Assault,
    assault_rows,
    assault_sentence,
    assault_title,
)
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, figures, store

FORCES = [
    ("E23000001", "Metropolitan Police"),
    ("E23000002", "Cumbria"),
    ("W15000001", "North Wales"),
    ("W15000002", "Gwent"),
]
YEAR = "2022-23"
LADDER = {"[c]": (1, 7), "[c1]": (0, 14), "[c2]": (0, 29)}  # as sql/protect/policy.toml has it
Shown = Sequence[tuple[str, int]]  # of each force what is shown, and its base


def rows_of(assault: Shown, sharp: Shown, statuses: Sequence[str] = ("final",) * 4) -> list[Row]:
    rows = []
    for table, shown in (("all_assault_pfa_year", assault), ("pfa_year", sharp)):
        places = zip(figures(table, FORCES, [YEAR]), shown, statuses, strict=True)
        for row, (text, base), status in places:
            rounding = str(base) if text.isdigit() else ""
            rows.append({**row, "shown": text, "rounding": rounding, "status": status})
    return rows


def assaults(data: DataFolder, rows: list[Row]) -> dict[str, Sequence[Assault]]:
    store(data, [{"cell_no": number, **row} for number, row in enumerate(rows, 1)])
    with release_store(data) as connection:
        return dict(read_measures(connection, MONTH, 1).assaults)


@pytest.fixture
def data(tmp_path) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    return folder


EXACT = [("1000", 5), ("200", 5), ("100", 5), ("50", 5)]
SHARP = [("200", 5), ("40", 10), ("[c]", 0), ("[c1]", 0)]


def test_a_nation_is_the_sum_of_what_its_forces_show(data: DataFolder) -> None:
    found = assaults(data, rows_of(EXACT, SHARP))
    england, wales, both = (found[code][0] for code in (ENGLAND, WALES, BOTH))
    assert (england.value, england.least, england.most) == (1200, 1196, 1204)
    assert (england.sharp, england.share) == (240, 20.0)
    assert (wales.value, wales.least, wales.most) == (150, 146, 154)
    # The middles of 1 to 7 and of 0 to 14: 4 and 7.
    assert (wales.sharp, wales.share) == (10, round(1100 / 150, 1))
    assert (wales.share_least, wales.share_most) == (round(100 / 154, 1), round(2100 / 146, 1))
    assert (both.value, both.least, both.most) == (1350, 1342, 1358)


@pytest.mark.parametrize("missing", ["[x]", "[c3]"])
def test_where_a_force_shows_nothing_its_nation_has_no_sum(data: DataFolder, missing: str) -> None:
    found = assaults(data, rows_of([*EXACT[:3], (missing, 0)], SHARP))
    assert found.keys() == {ENGLAND}


def test_a_sum_is_provisional_where_a_force_is(data: DataFolder) -> None:
    found = assaults(data, rows_of(EXACT, SHARP, ["final", "final", "final", "provisional"]))
    assert {code: one[0].is_provisional for code, one in found.items()} == {
        ENGLAND: False, WALES: True, BOTH: True,
    }  # fmt: skip


def rounded(count: int, base: int) -> int:
    return (count + base // 2) // base * base


@pytest.mark.parametrize("seed", range(20))
def test_the_true_sum_lies_between_least_and_most(data: DataFolder, seed: int) -> None:
    random = Random(seed)
    true, shown = [], {}
    for cause, high in (("assault", 300), ("sharp", 60)):
        counts = [random.randint(0, high) for _ in FORCES]
        true.append(sum(counts))
        shown[cause] = [told(random, count) for count in counts]
    both = assaults(data, rows_of(shown["assault"], shown["sharp"]))[BOTH][0]
    assert both.least <= true[0] <= both.most
    assert both.share_least - 0.05 <= 100 * true[1] / true[0] <= both.share_most + 0.05


def told(random: Random, count: int) -> tuple[str, int]:
    """A count as a rung of the ladder shows it."""
    symbol, base = random.choice(list(zip(LADDER, (5, 10, 20), strict=True)))
    lowest, highest = LADDER[symbol]
    return (symbol, 0) if lowest <= count <= highest else (str(rounded(count, base)), base)


def assault(year: str, share: float, **about: object) -> Assault:
    usual = {"period_kind": "year", "is_provisional": False, "value": 21180, "least": 21094}
    rest = {"most": 21266, "sharp": 3810, "share_least": 17.5, "share_most": 18.5}
    return Assault(period=year, share=share, **(usual | rest | about))  # type: ignore[arg-type]


def test_it_is_told_in_words() -> None:
    two = [assault("2021-22", 17.6), assault("2022-23", 18.2)]
    assert assault_title("Wales", two) == (
        "Wales: 18% of admissions for assault are with a sharp object in the year ending March"
        " 2023, 18% a year earlier"
    )
    assert assault_title("Wales", two[:1]).endswith("in the year ending March 2022")
    assert assault_title("Wales", []).endswith("cannot be told")
    assert assault_sentence("Wales", two) == (
        "Wales, the year ending March 2023: about 21,180 admissions for all assault of residents"
        " of known forces of which 18.2% with a sharp object (17.5% to 18.5%)."
    )
    late = assault("2022-23", 18.2, is_provisional=True)
    assert "known forces, provisional, of which" in assault_sentence("Wales", [late])
    assert assault_sentence("Wales", []).startswith("Wales: no 12 months")
    assert [row[0] for row in assault_rows(two)] == ["March 2023", "March 2022"]
    rolling = assault("2023-09", 18.0, period_kind="rolling_year")
    assert assault_rows([rolling]) == []
