"""The report's pictures: what stands about each, and the two that show a nation in time."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.publish import design
from tasks.publish.charts import Estimate, Point, line_chart
from tasks.publish.figure_words import number
from tasks.publish.measures import ALL_AGES, BOTH, ENGLAND, SHARP, Measures, Month
from tasks.publish.national_assault import assault_title, years_of
from tasks.publish.pictures.svg import Picture
from tasks.publish.points import assault_points, control_lines, month_points, rolling_points
from tasks.publish.release_content import Content
from tasks.publish.titles import trend_title
from tasks.publish.words import period_name
from tasks.store.dates import in_words

TREND_MONTHS, ROLLING_MONTHS = 36, 60
TREND_HEIGHT = 340
ASSAULT_HEIGHT = 260
# The front page's chart, by how many forces are named above it.
ROLLING_HEIGHTS = {0: 370, 4: 280, 8: 180}
ROLLING_LOW = 120


@dataclass(frozen=True)
class Sources:
    """The source lines of pictures: of admissions, and of rates."""

    counts: str
    rates: str


def sources(content: Content) -> Sources:
    """Return the source lines of a release."""
    counts = (
        "Source: HES (NHS England) and PEDW (Digital Health and Care Wales), data as at"
        f" {in_words(content.data_as_at)}"
    )
    return Sources(f"{counts}.", f"{counts}; residents: Office for National Statistics.")


def drawn(picture: Picture, source: str) -> dict[str, str]:
    """Return a picture as the report shows it."""
    return {
        "caption": picture.title,
        "about": picture.about,
        "svg": picture.svg,
        "alt": picture.alt,
        "note": picture.note,
        "source": source,
    }


def rolling_picture(measures: Measures) -> Picture:
    """Draw the 12 months ending of England and Wales, as tall as the front page has room."""
    series = (SHARP, BOTH, ALL_AGES)
    points = rolling_points(measures.wholes.get(series, ()))[-ROLLING_MONTHS:]
    named = len(measures.attention)
    height = next((tall for most, tall in ROLLING_HEIGHTS.items() if named <= most), ROLLING_LOW)
    title = _rolling_title(measures)
    return Picture(
        title=title,
        about="Admissions for assault with a sharp object, England and Wales, 12 months ending",
        svg=line_chart("", points, labelled="Mar", height=height),
        alt=f"Line chart: {title}. {ends(points)}",
        note="Months ending March are financial years. Hollow points are provisional.",
    )


def month_picture(measures: Measures) -> Picture:
    """Draw the control chart of England's months, with the months without their season."""
    series = (SHARP, ENGLAND, ALL_AGES)
    months = [month for month in measures.months.get(series, ()) if month.shown != "[x]"]
    recent = months[-TREND_MONTHS:]
    signal = measures.signals.get(series)
    points = month_points(recent)
    adjusted, expected = adjusted_values(measures, recent), expected_values(measures, recent)
    notes = ["Hollow points are provisional."]
    if adjusted:
        notes.append("The turquoise line is without the season.")
    if any(expected):
        notes.append("The band is what months are expected to become (95% intervals).")
    if signal:
        notes.append(
            "Dashed: the limits of usual months; triangles lie outside them. The circle:"
            " H, the latest months are unusually high; L, low; a wave, as usual."
        )
    title = trend_title("England", signal)
    last = next(
        (f" The last is expected to become {one.value:,}." for one in expected[-1:] if one), ""
    )
    return Picture(
        title=title,
        about="Admissions for assault with a sharp object by month, England",
        svg=line_chart(
            "",
            points,
            control_lines(signal, recent),
            adjusted=adjusted,
            expected=expected,
            labelled="Apr",
            height=TREND_HEIGHT,
        ),
        alt=f"Line chart: {title}. {ends(points)}{last}",
        note=" ".join(notes),
    )


def assault_picture(measures: Measures) -> Picture:
    """Draw all assault of England and Wales by financial year."""
    assaults = measures.assaults.get(BOTH, ())
    points = assault_points(years_of(assaults))
    title = assault_title(measures.areas[BOTH].name, assaults)
    return Picture(
        title=title,
        about="Admissions for all assault by financial year, residents of known forces",
        svg=line_chart("", points, height=ASSAULT_HEIGHT),
        alt=f"Line chart: {title}. {ends(points)}",
        note="The sum of what forces show, to the nearest 10.",
    )


def adjusted_values(measures: Measures, months: Sequence[Month]) -> list[float | None]:
    """Return England's months without their season; none where no season is known."""
    if set(measures.seasons.values()) <= {1.0}:
        return []
    return [
        None if month.value is None else month.value / measures.seasons[int(month.period[-2:])]
        for month in months
    ]


def expected_values(measures: Measures, months: Sequence[Month]) -> list[Estimate | None]:
    """Return what England's months are expected to become, None for those without."""
    of_month = {
        one.period: Estimate(one.period, one.expected, one.lower_95, one.upper_95)
        for one in measures.nowcasts.get((SHARP, ENGLAND, ALL_AGES), ())
    }
    return [of_month.get(month.period) for month in months]


def ends(points: Sequence[Point]) -> str:
    """Return the first and last shown value as a sentence."""
    shown = [point for point in points if point.value is not None]
    if not shown:
        return "No figure is shown."
    first, last = shown[0], shown[-1]
    return f"From {first.value:,} ({first.label}) to {last.value:,} ({last.label})."


def _rolling_title(measures: Measures) -> str:
    both = measures.whole((SHARP, BOTH, ALL_AGES))
    if both is None:
        return "England and Wales have no 12 months that both have brought"
    period = period_name(both.period_kind, both.period)
    change = both.change_on_baseline
    if not change:
        return f"{number(both.shown)} admissions in {period}"
    way = "more" if change > 0 else "fewer"
    return f"{number(both.shown)} in {period}, {abs(change)}% {way} than in {design.BASELINE}"
