"""Titles and headers of each delivered table."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tasks.synthesise.counts import Series

NOTE = (
    "Finished admission episodes unless stated. "
    "Small numbers NOT suppressed: not for sharing outside the team."
)
OWNERS = {"HES": "NHS Digital", "PEDW": "Digital Health and Care Wales"}


class Dimension(NamedTuple):
    """A column that says what a row counts: its header, and the field of a series that it holds."""

    header: str
    field: str


@dataclass(frozen=True)
class Heading:
    """Title, headers and notes of one delivered table."""

    sheet: str
    title: str
    dimensions: tuple[Dimension, ...]
    period_header: Literal["Month", "Year"] = "Month"
    is_wide: bool = False
    years_first: bool = False


@dataclass(frozen=True)
class Table:
    """One delivered table: its heading, its measures and its rows."""

    heading: Heading
    measures: tuple[str, ...]
    series: list[Series]
    footnotes: tuple[str, ...]


FORCE = (
    Dimension("PFA code", "area_code"),
    Dimension("Police Force Area of residence", "area_name"),
)
LOCAL_AUTHORITY = (
    Dimension("LA code", "area_code"),
    Dimension("Local Authority of residence", "area_name"),
)
REGION = (
    Dimension("Region code", "area_code"),
    Dimension("Government Office Region of residence", "area_name"),
)
AGE_GROUP = Dimension("Age group", "age")
AGE_CATEGORY = Dimension("Age category", "age")

HEADINGS = {
    "month by force": Heading(
        "Table 1 PFA",
        "Assault with a sharp object by Police Force Area of residence and month",
        FORCE,
        is_wide=True,
    ),
    "month by force and age group": Heading(
        "Table 2 PFA by age",
        "Assault with a sharp object by Police Force Area of residence, age and month",
        (*FORCE, AGE_GROUP),
        is_wide=True,
    ),
    "month by force and age category": Heading(
        "Table 1 PFA",
        "All assault by Police Force Area of residence, age category and month",
        (*FORCE, AGE_CATEGORY),
        is_wide=True,
    ),
    "month by local authority and age category": Heading(
        "Table 2 LA",
        "All assault by Local Authority of residence, age category and month",
        (*LOCAL_AUTHORITY, AGE_CATEGORY),
        is_wide=True,
    ),
    "month by region": Heading(
        "T1 Region by month", "By Government Office Region of residence and month", REGION
    ),
    "year by local authority": Heading(
        "T2 LA by year", "By Local Authority of residence and year", LOCAL_AUTHORITY, "Year"
    ),
    "year by force": Heading(
        "T3 PFA by year", "By Police Force Area of residence and year", FORCE, "Year"
    ),
    "year by sex": Heading(
        "T4 Gender by year",
        "By gender and year",
        (Dimension("Gender", "sex"),),
        "Year",
        years_first=True,
    ),
    "year by age group": Heading("T5 Age by year", "By age group and year", (AGE_GROUP,), "Year"),
    "year by ethnicity": Heading(
        "T6 Ethnicity by year",
        "By ethnic group and year",
        (Dimension("Ethnic group", "ethnicity"),),
        "Year",
        years_first=True,
    ),
}


def delivered_tables(
    source: str, series: list[Series], measures: dict[str, tuple[str, ...]]
) -> list[Table]:
    """Return the tables of a drop, in the order in which they are delivered.

    Args:
        source: HES or PEDW.
        series: the rows of all tables.
        measures: the measures of each table of the dataset.
    """
    rows: dict[str, list[Series]] = {name: [] for name in HEADINGS if name in measures}
    for row in series:
        rows[row.delivered_table].append(row)
    footnotes = _footnotes(source)
    return [Table(HEADINGS[name], measures[name], rows[name], footnotes) for name in rows]


def _footnotes(source: str) -> tuple[str, ...]:
    return (
        f"Source: {OWNERS[source]}.",
        "A finished admission episode is the first period of admitted patient care under one "
        "consultant within one provider. Counts are not of people.",
        "Area is area of residence of the patient.",
    )
