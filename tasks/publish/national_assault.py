"""All assault of a nation: the sum of what its known forces show, and sharp object's share of it.

An exact national total would cost other figures: docs/explanation/cost-of-protection.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.publish.words import period_name

TABLE_HEADERS = ("Year ending", "All assault", "Least to most", "Sharp object", "Share")
HOW = (
    "No exact national figure of all assault is published. This is the sum of what forces show:"
    " residents of no known force are not in it, and a hidden figure counts as the middle of what"
    " its symbol stands for. Least and most are what the sum can be, given rounding and hidden"
    " figures."
)


@dataclass(frozen=True)
class Assault:
    """All assault of a nation's known forces in 12 months, in admissions to the nearest 10.

    ``least`` and ``most`` bound the sum. ``sharp`` is sharp object of the same forces, and
    ``share`` its percentage of all assault.
    """

    period_kind: str
    period: str
    is_provisional: bool
    value: int
    least: int
    most: int
    sharp: int
    share: float
    share_least: float
    share_most: float


def assault_sentence(name: str, assaults: Sequence[Assault]) -> str:
    """Return the latest 12 months of a nation in words."""
    if not assaults:
        return f"{name}: no 12 months in which every force shows a figure of both causes."
    last = assaults[-1]
    status = ", provisional," if last.is_provisional else ""
    return (
        f"{name}, {period_name(last.period_kind, last.period)}: about {last.value:,} admissions"
        f" for all assault of residents of known forces{status} of which {last.share:.1f}% with a"
        f" sharp object ({last.share_least:.1f}% to {last.share_most:.1f}%)."
    )


def assault_title(name: str, assaults: Sequence[Assault]) -> str:
    """Return sharp object's share in the latest financial year, beside that of the year before."""
    years = years_of(assaults)
    if not years:
        return f"{name}: the share of sharp object in all assault cannot be told"
    last = years[-1]
    earlier = f", {years[-2].share:.0f}% a year earlier" if years[1:] else ""
    return (
        f"{name}: {last.share:.0f}% of admissions for assault are with a sharp object in"
        f" {period_name('year', last.period)}{earlier}"
    )


def assault_rows(assaults: Iterable[Assault]) -> list[list[str]]:
    """Return the financial years, the latest first, under ``TABLE_HEADERS``."""
    return [
        [
            period_name("year", one.period).removeprefix("the year ending "),
            f"{one.value:,}",
            f"{one.least:,} to {one.most:,}",
            f"{one.sharp:,}",
            f"{one.share:.1f}%",
        ]
        for one in reversed(years_of(assaults))
    ]


def years_of(assaults: Iterable[Assault]) -> list[Assault]:
    """Return the financial years, in their order."""
    return [one for one in assaults if one.period_kind == "year"]
