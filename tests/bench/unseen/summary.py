"""What became of the histories of a file, as tables in Markdown."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tests.bench.page import table
from tests.bench.unseen.releases import COLUMNS, COUNTRIES, MEASURES, RELEASED, TABLES

# Processor seconds that deciding and auditing a release may take together.
MOST_SECONDS = {"first": 60, "later": 20}
ALL_TABLES = "all"
GROUPS = ("releases", "start", "scale", "wales", "falls", "generator")
OUTCOMES = (RELEASED, "contradiction", "no verdict")
FOUND = ("exact", "at_most_2", "unsettled", "known_before", "exact_totals", "freed_links")
SPENT = ("decide_seconds", "audit_seconds")


class Target(NamedTuple):
    """What is measured (None: nothing was), and the most that it may be."""

    name: str
    measured: float | None
    most: float

    @property
    def verdict(self) -> str:
        """Whether it is met."""
        if self.measured is None:
            return "not measured"
        return "met" if self.measured <= self.most else "missed"


def rows_in(file: Path) -> pd.DataFrame:
    """The rows of a file, one per release, with the kind and the seconds of each."""
    rows = pd.read_csv(file)
    rows["which"] = rows["release"].eq(1).map({True: "first", False: "later"})
    rows["seconds"] = rows[list(SPENT)].sum(axis=1)
    return rows


def summary(rows: pd.DataFrame) -> str:
    """Every table of it, and whether the targets are met."""
    return "\n\n".join(
        (
            f"{rows['history'].nunique()} histories, {len(rows)} releases tried, by "
            f"{rows['code'].nunique()} versions of the code.",
            table(
                ("target", "measured", ""),
                [
                    (one.name, one.measured, one.verdict)
                    for one in (*disclosure_targets(rows), *time_targets(rows))
                ],
            ),
            table(
                (
                    *GROUPS, "histories", "tried", "tables left out", *OUTCOMES, "other",
                    "longest decide, first", "longest audit, first", "longest decide, later",
                    "longest audit, later", *FOUND,
                ),
                by_group(rows),
            ),
            "Coarser than the rule, withheld, and hidden though 8 or more, in per cent of the "
            "figures that releases show for the first time.",
            table(
                (
                    "which", "country", "table", "figures", "coarsened", "withheld",
                    "hides 8 or more",
                ),
                by_table(rows),
            ),
            table(("history", "release", "outcome", "what", "s"), stopped(rows)),
        )
    )  # fmt: skip


def disclosure_targets(rows: pd.DataFrame) -> Iterator[Target]:
    """What is to be 0 whatever the machine: months without a release, figures given away."""
    yield Target("months without a release", int((rows["outcome"] != RELEASED).sum()), 0)
    for name in ("exact", "at_most_2", "unsettled"):
        yield Target(f"figures {name.replace('_', ' ')}", int(rows[name].sum()), 0)


def time_targets(rows: pd.DataFrame) -> Iterator[Target]:
    """What is to end in time."""
    for which, most in MOST_SECONDS.items():
        longest = _longest(rows.loc[rows["which"] == which, "seconds"])
        yield Target(f"processor seconds of a {which} release, at most {most}", longest, most)


def by_group(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """A line for each combination of what tells histories apart, seeds together."""
    for group, some in rows.groupby(list(GROUPS), sort=False):
        outcomes = some["outcome"].value_counts()
        named = [int(outcomes.get(name, 0)) for name in OUTCOMES]
        longest = [
            _longest(some.loc[some["which"] == which, spent])
            for which in MOST_SECONDS
            for spent in SPENT
        ]
        yield (
            *group, some["history"].nunique(), len(some), int(_left_out(some).sum()), *named,
            len(some) - sum(named), *longest, *(int(some[name].sum()) for name in FOUND),
        )  # fmt: skip


def by_table(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """A line for first and for later releases, each country and kind of table, and for all."""
    for which, some in rows.groupby("which"):
        totals = some.reindex(columns=list(COLUMNS)).sum(numeric_only=True)
        for place in COUNTRIES:
            by_measure = pd.DataFrame(
                {
                    one: [totals.get(f"{place}_{shown_table}_{one}", 0) for shown_table in TABLES]
                    for one in MEASURES
                },
                index=TABLES,
            )
            by_measure.loc[ALL_TABLES] = by_measure.sum()
            for shown_table, numbers in by_measure[by_measure["figures"] > 0].iterrows():
                shares = 100 * numbers[list(MEASURES[1:])] / numbers["figures"]
                yield (
                    which, place, str(shown_table).replace("_", " "), int(numbers["figures"]),
                    *map(float, shares),
                )  # fmt: skip


def stopped(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """A line for each release that did not go out, or not with all its tables: where, and why."""
    for row in rows[(rows["outcome"] != RELEASED) | _left_out(rows)].itertuples():
        what = row.refused_tables if row.outcome == RELEASED else row.exception
        yield row.history, row.release, row.outcome, what, float(row.seconds)


def _left_out(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which releases went out without some of their tables: they were audited more than once."""
    return rows["attempts"] > 1


def _longest(seconds: "pd.Series[float]") -> float | None:
    longest = seconds.max()
    return None if pd.isna(longest) else float(longest)
