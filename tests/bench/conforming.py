"""Conforming in SQL, and as one would write it in pandas and in polars: the same in, the same out.

In: landed counts of several extracts. Out: all of them on the areas of today, what has no such
area, and England and Wales by area, month, financial year and twelve months ending, of the newest
extracts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl

from tasks.store.statements import statement, statements
from tasks.store.stores import no_store
from tasks.store.variables import set_variables

SQL = Path(__file__).parent / "sql" / "landed"
FIRST_MONTH = date(2012, 4, 1)
ENGLAND, BOTH = "E92000001", "K04000001"
SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
AGES = ["All ages", "Under 25", "25 and over"]
KEY = ["cause", "area_level", "area_code", "period_kind", "period", "age"]
PLACE = ["dataset", "area_level", "area_code"]
AREA = ["area_level", "area_code", "country_code"]
INPUTS = {
    "landed": "from secure.landed.count",
    "drop": "from secure.landed.drop inner join reference.source using (source)"
    " inner join reference.dataset using (dataset)"
    " select drop_id, source, dataset, extract, period_end, provisional_from, country_code, cause",
    "current_area": "select * exclude (is_merged) from reference.current_area",
    "force": "from reference.police_force_area select pfa_code, country_code",
    "authority": "from reference.current_local_authority select la_code, country_code",
    "region": "from reference.region select region_code",
    "country": "from reference.country select country_code",
    "band": "from reference.age select age, age_band where breakdown = 'age group'",
}


@contextmanager
def landed(last_month: date, extracts: int = 3) -> Iterator[duckdb.DuckDBPyConnection]:
    """Invented landed counts in memory, up to a month, in as many extracts."""
    with no_store() as connection:
        connection.execute("attach ':memory:' as secure")
        connection.execute(statement("store/secure_schema"))
        for path in sorted(SQL.glob("*.sql")):
            text = path.read_text(encoding="utf-8")
            values = {"last_month": last_month.isoformat(), "extracts": extracts}
            connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text} or None)
        yield connection


def in_sql(connection: duckdb.DuckDBPyConnection, month: date) -> None:
    """The statements of the step conform, in their order."""
    set_variables(connection, conform_version="bench", release_month=month)
    connection.execute(statement("conform/stale_drop"))
    for _, query in statements("conform/drop"):
        connection.execute(query)
    connection.execute(statement("conform/current_table"), {"as_of": datetime.max})
    for _, query in statements("conform/figure"):
        connection.execute(query)


def sql_figures(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """What the SQL made, sorted: key, count, whether it is provisional."""
    columns = ", ".join([*KEY, "frequency", "is_provisional"])
    query = f"select {columns} from secure.conformed.figure where measure = 'FAE' order by all"
    return connection.execute(query).fetchall()


def pandas_inputs(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The landed and the reference tables as pandas holds them."""
    return {name: connection.execute(query).df() for name, query in INPUTS.items()}


def polars_inputs(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The same as polars holds them."""
    made = {}
    for name, query in INPUTS.items():
        rows = connection.execute(query)
        columns = [column for column, *_ in rows.description or ()]
        made[name] = pl.DataFrame(
            rows.fetchall(), schema=columns, orient="row", infer_schema_length=None
        )
    return made


def sql_set_aside(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """How many delivered rows of each drop the SQL conformed to no area, sorted."""
    query = "select drop_id, sum(landed_rows) from secure.conformed.set_aside group by all"
    return sorted((drop, int(rows)) for drop, rows in connection.execute(query).fetchall())


def in_pandas(
    given: dict[str, pd.DataFrame], month: date
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Conformed counts of all extracts, the figures of the newest, what was set aside."""
    conformed = (
        given["landed"]
        .query("role in ('area', 'residual')")
        .merge(given["drop"], on="drop_id")
        .merge(given["current_area"], on=["area_level", "area_code", "country_code"])
        .drop(columns=["area_code", "role"])
        .rename(columns={"current_area_code": "area_code"})
    )
    by = [name for name in conformed.columns if name != "frequency"]
    conformed = conformed.groupby(by, dropna=False, as_index=False, sort=False)["frequency"].sum()
    newest = given["drop"].loc[given["drop"].groupby(["source", "dataset"])["extract"].idxmax()]
    current = conformed[
        conformed["drop_id"].isin(newest["drop_id"])
        & (conformed["period"] <= pd.Timestamp(month))
        & conformed["dataset"].isin([SHARP, ALL_ASSAULT])
    ]
    figures = _pandas_figures(current, newest, given, pd.Timestamp(month))
    return conformed, figures, _pandas_set_aside(given)


def _pandas_set_aside(given: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = given["landed"].merge(given["drop"][["drop_id", "country_code"]], on="drop_id")
    rows = rows.merge(given["current_area"][[*AREA, "current_area_code"]], how="left", on=AREA)
    is_aside = rows["current_area_code"].isna() | ~rows["role"].isin(["area", "residual"])
    return (
        rows[is_aside].groupby(["drop_id", "role"], as_index=False).agg(rows=("frequency", "size"))
    )


def _pandas_figures(
    current: pd.DataFrame, newest: pd.DataFrame, given: dict[str, pd.DataFrame], month: pd.Timestamp
) -> pd.DataFrame:
    bands = given["band"].set_index("age")["age_band"]
    grouped = current["delivered_table"] == "month by force and age group"
    age = current["age"].where(~grouped, current["age"].map(bands))
    current = current.assign(age=age)[lambda rows: rows["age"].notna()]
    counted = current.groupby(
        [*PLACE, "region_code", "country_code", "period", "age"], dropna=False, as_index=False
    )["frequency"].sum()
    forces = counted[counted["area_level"] == "pfa"]
    levels = [
        counted,
        forces.dropna(subset="region_code").assign(
            area_level="region", area_code=lambda rows: rows["region_code"]
        ),
        forces.assign(area_level="national", area_code=lambda rows: rows["country_code"]),
        forces.assign(area_level="national", area_code=BOTH),
    ]
    counted = (
        pd.concat(levels).groupby([*PLACE, "period", "age"], as_index=False)["frequency"].sum()
    )
    return _pandas_periods(_pandas_frame(newest, given, month).merge(counted, how="left"))


def _pandas_frame(
    newest: pd.DataFrame, given: dict[str, pd.DataFrame], month: pd.Timestamp
) -> pd.DataFrame:
    """Every area, month and age that there should be; what its sources cover."""
    force, authority, country = given["force"], given["authority"], given["country"]
    places = [
        pd.DataFrame(
            {"dataset": dataset, "area_level": "pfa", "area_code": force["pfa_code"],
             "country_code": force["country_code"]}
        )
        for dataset in (SHARP, ALL_ASSAULT)
    ] + [
        pd.DataFrame(
            {"dataset": ALL_ASSAULT, "area_level": "la", "area_code": authority["la_code"],
             "country_code": authority["country_code"]}
        ),
        pd.DataFrame(
            {"dataset": SHARP, "area_level": "region",
             "area_code": given["region"]["region_code"], "country_code": ENGLAND}
        ),
        *(
            pd.DataFrame(
                {"dataset": SHARP, "area_level": "national", "area_code": code,
                 "country_code": country["country_code"]}
            )
            for code in (country["country_code"], BOTH)
        ),
    ]  # fmt: skip
    months = pd.DataFrame({"period": pd.date_range(FIRST_MONTH, month, freq="MS")})
    frame = (
        pd.concat(places)
        .merge(newest.drop(columns="drop_id"), how="left", on=["dataset", "country_code"])
        .merge(months, how="cross")
    )
    frame["is_covered"] = frame["period"] <= frame["period_end"]
    frame["is_provisional"] = frame["period"] >= frame["provisional_from"]
    held = frame.groupby(["cause", *PLACE, "period"], as_index=False).agg(
        is_covered=("is_covered", "all"), is_provisional=("is_provisional", "any")
    )
    return held.merge(pd.DataFrame({"age": AGES}), how="cross")


def _pandas_periods(months: pd.DataFrame) -> pd.DataFrame:
    months["frequency"] = months["frequency"].fillna(0).where(months["is_covered"])
    months = months.sort_values([*PLACE, "age", "period"], ignore_index=True)
    start = months["period"] - pd.to_timedelta(0)
    year = start.dt.year - (start.dt.month < 4)
    years = months.assign(period=pd.to_datetime(year.astype(str) + "-04-01")).groupby(
        ["cause", *PLACE, "period", "age"], as_index=False
    ).agg(
        rows=("frequency", "size"), known=("frequency", "count"), frequency=("frequency", "sum"),
        is_provisional=("is_provisional", "any"),
    )  # fmt: skip
    years = years[years["rows"] == 12]
    years["frequency"] = years["frequency"].where(years["known"] == 12)
    rolling = months[months["area_level"] != "la"].copy()
    windows = rolling.groupby([*PLACE, "age"], sort=False).rolling(12, min_periods=12)
    rolling["frequency"] = windows["frequency"].sum().to_numpy()
    rolling["is_provisional"] = windows["is_provisional"].max().to_numpy()
    rolling = rolling[rolling["is_provisional"].notna()]
    kinds = {"month": months, "year": years, "rolling_year": rolling}
    figures = pd.concat([rows.assign(period_kind=kind) for kind, rows in kinds.items()])
    figures["is_provisional"] = figures["is_provisional"].astype(bool)
    return figures[[*KEY, "frequency", "is_provisional"]]


def pandas_figures(figures: pd.DataFrame) -> list[tuple[Any, ...]]:
    """What pandas made, as `sql_figures` has it."""
    count = figures["frequency"].astype("Int64").astype(object)
    figures = figures.assign(
        period=figures["period"].dt.date, frequency=count.where(count.notna(), None)
    )
    return sorted(figures.itertuples(index=False, name=None), key=lambda row: row[: len(KEY)])


def in_polars(
    given: dict[str, pl.DataFrame], month: date
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Conformed counts of all extracts, the figures of the newest, what was set aside."""
    lazy = {name: frame.lazy() for name, frame in given.items()}
    conformed = (
        lazy["landed"]
        .filter(pl.col("role").is_in(["area", "residual"]))
        .join(lazy["drop"], on="drop_id")
        .join(lazy["current_area"], on=["area_level", "area_code", "country_code"])
        .drop("area_code", "role")
        .rename({"current_area_code": "area_code"})
    )
    conformed = conformed.group_by(pl.exclude("frequency")).agg(pl.col("frequency").sum())
    newest = lazy["drop"].filter(
        pl.col("extract") == pl.col("extract").max().over("source", "dataset")
    )
    made = conformed.collect()
    current = (
        made.lazy()
        .join(newest, on="drop_id", how="semi")
        .filter(pl.col("period") <= month, pl.col("dataset").is_in([SHARP, ALL_ASSAULT]))
    )
    figures = _polars_figures(current, newest, lazy, month).collect()
    return made, figures, _polars_set_aside(lazy).collect()


def _polars_set_aside(given: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    return (
        given["landed"]
        .join(given["drop"].select("drop_id", "country_code"), on="drop_id")
        .join(given["current_area"].select(*AREA, "current_area_code"), how="left", on=AREA)
        .filter(pl.col("current_area_code").is_null() | ~pl.col("role").is_in(["area", "residual"]))
        .group_by("drop_id", "role")
        .agg(rows=pl.len())
    )


def _polars_figures(
    current: pl.LazyFrame, newest: pl.LazyFrame, given: dict[str, pl.LazyFrame], month: date
) -> pl.LazyFrame:
    grouped = pl.col("delivered_table") == "month by force and age group"
    counted = (
        current.join(given["band"], on="age", how="left")
        .with_columns(age=pl.when(grouped).then(pl.col("age_band")).otherwise(pl.col("age")))
        .filter(pl.col("age").is_not_null())
        .group_by(*PLACE, "region_code", "country_code", "period", "age")
        .agg(pl.col("frequency").sum())
    )
    forces = counted.filter(pl.col("area_level") == "pfa")
    national = forces.with_columns(area_level=pl.lit("national"))
    levels = [
        counted,
        forces.filter(pl.col("region_code").is_not_null()).with_columns(
            area_level=pl.lit("region"), area_code=pl.col("region_code")
        ),
        national.with_columns(area_code=pl.col("country_code")),
        national.with_columns(area_code=pl.lit(BOTH)),
    ]
    counted = pl.concat(levels).group_by(*PLACE, "period", "age").agg(pl.col("frequency").sum())
    frame = _polars_frame(newest, given, month)
    return _polars_periods(frame.join(counted, on=[*PLACE, "period", "age"], how="left"))


def _polars_frame(
    newest: pl.LazyFrame, given: dict[str, pl.LazyFrame], month: date
) -> pl.LazyFrame:
    """Every area, month and age that there should be; what its sources cover."""

    def place(
        table: str, dataset: str, level: str, code: pl.Expr, country: pl.Expr
    ) -> pl.LazyFrame:
        return given[table].select(
            dataset=pl.lit(dataset), area_level=pl.lit(level), area_code=code, country_code=country
        )

    country = pl.col("country_code")
    places = [
        place("force", SHARP, "pfa", pl.col("pfa_code"), country),
        place("force", ALL_ASSAULT, "pfa", pl.col("pfa_code"), country),
        place("authority", ALL_ASSAULT, "la", pl.col("la_code"), country),
        place("region", SHARP, "region", pl.col("region_code"), pl.lit(ENGLAND)),
        place("country", SHARP, "national", country, country),
        place("country", SHARP, "national", pl.lit(BOTH), country),
    ]
    months = pl.LazyFrame({"period": pl.date_range(FIRST_MONTH, month, "1mo", eager=True)})
    return (
        pl.concat(places)
        .join(newest.drop("drop_id"), on=["dataset", "country_code"], how="left")
        .join(months, how="cross")
        .group_by("cause", *PLACE, "period")
        .agg(
            is_covered=(pl.col("period") <= pl.col("period_end")).fill_null(False).all(),
            is_provisional=(pl.col("period") >= pl.col("provisional_from")).fill_null(True).any(),
        )
        .join(pl.LazyFrame({"age": AGES}), how="cross")
    )


def _polars_periods(months: pl.LazyFrame) -> pl.LazyFrame:
    count = pl.when(pl.col("is_covered")).then(pl.col("frequency").fill_null(0))
    months = months.with_columns(frequency=count).sort([*PLACE, "age", "period"])
    year = pl.col("period").dt.offset_by("-3mo").dt.truncate("1y").dt.offset_by("3mo")
    years = (
        months.group_by("cause", *PLACE, "age", period=year)
        .agg(
            rows=pl.len(),
            known=pl.col("frequency").count(),
            frequency=pl.col("frequency").sum(),
            is_provisional=pl.col("is_provisional").any(),
        )
        .filter(pl.col("rows") == 12)
        .with_columns(frequency=pl.when(pl.col("known") == 12).then(pl.col("frequency")))
    )
    of_one = [*PLACE, "age"]
    rolling = (
        months.filter(pl.col("area_level") != "la")
        .with_columns(
            frequency=pl.col("frequency").rolling_sum(12).over(of_one),
            is_provisional=pl.col("is_provisional").cast(pl.Int8).rolling_max(12).over(of_one),
        )
        .filter(pl.col("is_provisional").is_not_null())
        .with_columns(is_provisional=pl.col("is_provisional").cast(pl.Boolean))
    )
    kinds = {"month": months, "year": years, "rolling_year": rolling}
    columns = [*KEY, pl.col("frequency").cast(pl.Int64), "is_provisional"]
    return pl.concat(
        [
            rows.with_columns(period_kind=pl.lit(kind)).select(columns)
            for kind, rows in kinds.items()
        ]
    )


def polars_figures(figures: pl.DataFrame) -> list[tuple[Any, ...]]:
    """What polars made, as `sql_figures` has it."""
    return sorted(figures.rows(), key=lambda row: row[: len(KEY)])
