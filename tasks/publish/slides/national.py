"""The slides of England and Wales."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tasks.publish import design
from tasks.publish.brief import Brief
from tasks.publish.charts import Control, Point
from tasks.publish.figure_words import (
    change_on_baseline,
    change_on_year,
    number,
    rate_words,
    signal_words,
)
from tasks.publish.headlines import age_headlines, national_figures
from tasks.publish.measures import (
    AGES,
    ALL_AGES,
    BOTH,
    ENGLAND,
    SHARP,
    Measures,
    Month,
    Series,
    Whole,
)
from tasks.publish.nowcast import Nowcast
from tasks.publish.nowcast_words import nowcast_sentences, rise_sentences
from tasks.publish.points import control_lines, month_points, rolling_points, year_points
from tasks.publish.slides.page import Block, Box, Chart, Drawn, Figure, Page, Text
from tasks.publish.slides.speaker import Speaker
from tasks.publish.titles import (
    ages_title,
    baseline_title,
    level_title,
    trend_title,
    without_status,
)

TREND_MONTHS, ROLLING_MONTHS = 36, 72
LEFT, RIGHT = Box(1, 4, 1.65, 5.2), Box(5, 8, 1.6, 5.3)
FIGURES = [Box(column, 4, 1.6, 1.5) for column in (1, 5, 9)]
PROVISIONAL = "Hollow: provisional."


def minister(measures: Measures, told: Brief, speaker: Speaker) -> Page:
    """The first slide: three figures, three sentences, the trend."""
    whole = measures.whole((SHARP, BOTH, ALL_AGES))
    blocks: list[tuple[Box, Block]] = list(zip(FIGURES, _figures(measures), strict=False))
    blocks.append((Box(1, 6, 3.4, 3.5), Text(told.sentences)))
    if chart := _rolling(measures):
        blocks.append((Box(7, 6, 3.4, 3.5), chart))
    return Page(
        level_title(measures.areas[BOTH].name, whole),
        blocks,
        speaker.notes(told.level, "year", "provisional"),
    )


def trend(measures: Measures, speaker: Speaker) -> Page:
    """The months on their control chart."""
    area = BOTH if measures.months.get((SHARP, BOTH, ALL_AGES)) else ENGLAND
    series = (SHARP, area, ALL_AGES)
    name, signal = measures.areas[area].name, measures.signals.get(series)
    blocks: list[tuple[Box, Block]] = []
    if chart := _months(measures, series, name):
        blocks.append((Box(1, 12, 1.6, 4.25), chart))
    words = [signal_words(signal), *_expected(measures, name)]
    blocks.append((Box(1, 12, 5.95, 1), Text(words)))
    title = trend_title(name, signal)
    say = " ".join([f"{title}.", *rise_sentences(measures)])
    return Page(title, blocks, speaker.notes(say, "control", "nowcast", "provisional"))


def changes(measures: Measures, speaker: Speaker) -> Page:
    """The financial years, and the change since the one that others are compared with."""
    whole, name = measures.whole((SHARP, BOTH, ALL_AGES)), measures.areas[BOTH].name
    wholes = measures.wholes.get((SHARP, BOTH, ALL_AGES), ())
    lines = [f"{change_on_baseline(whole)}.", f"{change_on_year(whole)}."]
    title = baseline_title(name, whole, design.BASELINE)
    blocks: list[tuple[Box, Block]] = [(LEFT, Text(lines))]
    if points := year_points(wholes):
        caption = f"Admissions by financial year, {name}"
        chart = Chart(
            f"Bar chart. {caption}: {ends(points)}.",
            caption,
            [point.label for point in points],
            [Drawn(name, values(points), design.STEPS[3][0], marked=_baseline(points))],
            "columns",
        )
        blocks.append((RIGHT, chart))
    return Page(title, blocks, speaker.notes(f"{title}.", "year", "covid"))


def ages(measures: Measures, speaker: Speaker) -> Page:
    """England by age, in financial years."""
    name = measures.areas[ENGLAND].name
    wholes = {age: measures.wholes.get((SHARP, ENGLAND, age), ()) for age in AGES[1:]}
    points = {age: year_points(found) for age, found in wholes.items()}
    young = _last_year(wholes[AGES[1]])
    title = ages_title(AGES[1], name, young)
    blocks: list[tuple[Box, Block]] = [(LEFT, Text(age_headlines(measures)))]
    if all(points.values()):
        caption = f"Admissions by financial year and age, {name}"
        told = "; ".join(f"{age} {ends(found)}" for age, found in points.items())
        colours = zip(points.items(), (design.DARK_BLUE, design.ORANGE), strict=True)
        series = [Drawn(age, values(found), colour, label=age) for (age, found), colour in colours]
        labels = [point.label for point in points[AGES[1]]]
        chart = Chart(f"Line chart. {caption}: {told}.", caption, labels, series, every=2)
        blocks.append((RIGHT, chart))
    return Page(title, blocks, speaker.notes(f"{title}.", "year", "ages"))


def values(points: Sequence[Point]) -> list[float | None]:
    """Return what points show, None for a symbol."""
    return [point.value for point in points]


def ends(points: Sequence[Point]) -> str:
    """Return the first and last figures that points show: ``3,911 in 2012-13, ...``."""
    shown = [(point.label, point.value) for point in points if point.value is not None]
    if not shown:
        return "no figure is shown"
    told = [f"{value:,.0f} in {label}" for label, value in (shown[0], shown[-1])]
    return ", ".join(dict.fromkeys(told))


def lines(name: str, points: Sequence[Point]) -> list[Drawn]:
    """Return a line, and its provisional points again, to lie on it."""
    provisional = [point.value if point.is_provisional else None for point in points]
    again = Drawn(f"{name}, provisional", provisional, look="hollow")
    line = Drawn(name, values(points))
    return [line, again] if any(value is not None for value in provisional) else [line]


def months_of(points: Sequence[Point]) -> list[date]:
    """Return the first days of the months that label points."""
    return [datetime.strptime(point.label, "%b %Y").date() for point in points]


def from_month(points: Sequence[Point], month: str) -> list[Point]:
    """Leave out points before the first of a month's name, so that labels fall on that month."""
    first = next((n for n, point in enumerate(points) if point.label.startswith(month)), 0)
    return list(points[first:])


def _figures(measures: Measures) -> list[Figure]:
    both, signal = (
        measures.whole((SHARP, BOTH, ALL_AGES)),
        measures.signals.get((SHARP, ENGLAND, ALL_AGES)),
    )
    usual = f"Usual: {signal.lower} to {signal.upper} a month." if signal else ""
    of_both = [f"{rate_words(both)}.", _from_baseline(both)] if both else []
    return [
        Figure(figure.label, *without_status(figure), remark)
        for figure, remark in zip(national_figures(measures), [*of_both, usual], strict=True)
    ]


def _from_baseline(whole: Whole) -> str:
    told = f"From {number(whole.baseline_shown or '[x]')}"
    late = whole.chance_on_baseline == "unfinished"
    return f"{told}; the latest months may still rise." if late else f"{told}."


def _rolling(measures: Measures) -> Chart | None:
    wholes = measures.wholes.get((SHARP, BOTH, ALL_AGES), ())
    points = from_month(rolling_points(wholes)[-ROLLING_MONTHS:], "Mar")
    if not points:
        return None
    name = measures.areas[BOTH].name
    caption = f"Admissions, {name}, 12 months ending. {PROVISIONAL}"
    text = f"Line chart. Admissions, {name}, 12 months ending: {ends(points)}."
    return Chart(text, caption, months_of(points), lines(name, points), every=12)


def _months(measures: Measures, series: Series, name: str) -> Chart | None:
    found = measures.months.get(series, ())
    if not found:
        return None
    months = _from_april(found)
    points = month_points(months)
    control = control_lines(measures.signals.get(series), months)
    drawn = [*lines(name, points), *_breaches(points, control)] if control else lines(name, points)
    nowcast = list(_nowcast(measures.nowcasts.get(series, ()), months))
    caption = f"Admissions by month, {name}. {PROVISIONAL}"
    if control:
        caption += " Diamonds: outside the limits of usual variation."
    if nowcast:
        caption += " Bars: expected when final, with 95% intervals."
    return Chart(
        f"Line chart. Admissions by month, {name}: {ends(points)}.",
        caption,
        months_of(points),
        [*(_levels(control, len(points)) if control else []), *nowcast, *drawn],
        every=6,
    )


def _nowcast(nowcasts: Sequence[Nowcast], months: Sequence[Month]) -> Iterator[Drawn]:
    of_month = {one.period: one for one in nowcasts}
    found = [of_month.get(month.period) for month in months]
    if any(found):
        yield Drawn(
            "Expected when final",
            [one.expected if one else None for one in found],
            design.STEPS[2][0],
            "points",
            intervals=[(one.lower_95, one.upper_95) if one else None for one in found],
        )


def _expected(measures: Measures, name: str) -> list[str]:
    """What the area's latest month is expected to become, or why that is not said."""
    sentences = nowcast_sentences(measures)
    of_area = [one for one in sentences if one.startswith((f"{name}, ", f"{name}: "))]
    return of_area if measures.nowcasts else sentences


def _levels(control: Control, count: int) -> list[Drawn]:
    levels = {"Mean": control.mean, "Upper limit": control.upper, "Lower limit": control.lower}
    return [
        Drawn(
            name,
            [None] * control.first + [value] * (count - control.first),
            design.INK if name == "Mean" else design.ORANGE,
            look="mean" if name == "Mean" else "limit",
            label=f"{name} {value}",
            event=control.event if name == "Upper limit" else "",
        )
        for name, value in levels.items()
    ]


def _breaches(points: Sequence[Point], control: Control) -> Iterator[Drawn]:
    for side, name, colour in (
        (1, "Above the upper limit", design.ORANGE),
        (-1, "Below the lower limit", design.TURQUOISE),
    ):
        found = [
            point.value
            if point.value is not None and control.breach(n, point.value) == side
            else None
            for n, point in enumerate(points)
        ]
        if any(value is not None for value in found):
            yield Drawn(name, found, colour, look="diamonds")


def _from_april(months: Sequence[Month]) -> Sequence[Month]:
    """The latest months that a control chart is of, and those before them back to an April."""
    available = sum(month.shown != "[x]" for month in months)
    wanted = max(0, available - TREND_MONTHS)
    aprils = [n for n in range(wanted + 1) if months[n].period.endswith("-04")]
    return months[max(aprils, default=wanted) :]


def _baseline(points: Sequence[Point]) -> dict[int, str]:
    return {n: design.DARK_BLUE for n, point in enumerate(points) if point.label == "2018-19"}


def _last_year(wholes: Sequence[Whole]) -> Whole | None:
    years = [one for one in wholes if one.period_kind == "year" and one.value is not None]
    return max(years, key=lambda one: one.period, default=None)
