"""What became of the histories of a file, as tables in Markdown."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from tests.bench.page import table
from tests.bench.unseen.releases import COUNTRIES, MEASURES, RELEASED, TABLES

# Processor seconds that deciding and auditing a release may take together.
MOST_SECONDS = {"first": 60, "later": 20}
GROUPS = ("releases", "start", "scale", "wales", "falls", "generator")
OUTCOMES = (RELEASED, "refused", "contradiction", "no verdict")
FOUND = ("exact", "at_most_2", "unsettled", "known_before")
SPENT = ("decide_seconds", "audit_seconds")


def summary(file: Path) -> str:
    """Every table of it, and whether the targets are met."""
    rows = pd.read_csv(file)
    rows["which"] = rows["release"].eq(1).map({True: "first", False: "later"})
    rows["seconds"] = rows[list(SPENT)].sum(axis=1)
    return "\n\n".join(
        (
            f"{rows['history'].nunique()} histories, {len(rows)} releases.",
            table(("target", "measured", ""), targets(rows)),
            table(
                (
                    *GROUPS, "histories", "made", *OUTCOMES, "other", "longest decide, first",
                    "longest audit, first", "longest decide, later", "longest audit, later", *FOUND,
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


def targets(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The targets of disclosure control: what is to be 0, and what is to end in time."""
    yield _target("releases without a verdict or refused", (rows["outcome"] != RELEASED).sum(), 0)
    for name in ("exact", "at_most_2", "unsettled"):
        yield _target(f"figures {name.replace('_', ' ')}", int(rows[name].sum()), 0)
    for which, most in MOST_SECONDS.items():
        longest = rows.loc[rows["which"] == which, "seconds"].max()
        yield _target(f"processor seconds of a {which} release, at most {most}", longest, most)


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
            *group, some["history"].nunique(), len(some), *named, len(some) - sum(named), *longest,
            *(int(some[name].sum()) for name in FOUND),
        )  # fmt: skip


def by_table(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """A line for first and for later releases, each country and kind of table."""
    for which, some in rows.groupby("which"):
        for place in COUNTRIES:
            for shown_table in TABLES:
                numbers = {
                    one: some.get(f"{place}_{shown_table}_{one}", pd.Series()).sum()
                    for one in MEASURES
                }
                figures = int(numbers.pop("figures"))
                if figures:
                    shares = [float(100 * number / figures) for number in numbers.values()]
                    yield which, place, shown_table.replace("_", " "), figures, *shares


def stopped(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """A line for each release that did not go out: where, and why."""
    for row in rows[rows["outcome"] != RELEASED].itertuples():
        what = row.refused_tables if row.outcome == "refused" else row.exception
        yield row.history, row.release, row.outcome, what, float(row.seconds)


def _target(name: str, measured: float, most: float) -> tuple[object, ...]:
    if pd.isna(measured):
        return name, None, "not measured"
    number = int(measured) if measured == int(measured) else float(measured)
    return name, number, "met" if measured <= most else "missed"


def _longest(seconds: "pd.Series[float]") -> float | None:
    return None if seconds.dropna().empty else float(seconds.max())
