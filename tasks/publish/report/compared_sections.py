"""The report's sections of police forces compared, a picture or two a page."""

from tasks.publish.compared import Ranking, funnel, heat_map, ranking
from tasks.publish.figure_words import residents_of_forces
from tasks.publish.headlines import chance_headline, forces_headlines, rates_headline
from tasks.publish.measures import Measures
from tasks.publish.pictures.funnel import funnel_picture
from tasks.publish.pictures.heat_map import heat_picture
from tasks.publish.pictures.multiples import multiples
from tasks.publish.pictures.ranked import ranked_rates
from tasks.publish.pictures.tile_map import tile_map
from tasks.publish.report.pictures import drawn
from tasks.publish.words import period_name

Section = dict[str, object]
NO_FUNNEL = "There is no funnel: there are too few earlier years to know usual variation."
OVER = "Admissions for assault with a sharp object: "


def compared_sections(measures: Measures, source: str) -> list[Section]:
    """Return how forces stand beside each other and beside England."""
    ranked = ranking(measures)
    about = _about(measures, ranked)
    return [
        _map_and_funnel(measures, ranked, about, source),
        _ranked(measures, ranked, about, source),
        _quarters(measures, source),
        _watched(measures, source),
    ]


def _map_and_funnel(measures: Measures, ranked: Ranking, about: str, source: str) -> Section:
    limits = funnel(measures)
    pictures = [tile_map(measures, ranked, about)]
    if limits:
        pictures.append(funnel_picture(limits, about))
    return {
        "title": "Where rates are high",
        "texts": [] if limits else [NO_FUNNEL],
        "charts": [drawn(picture, source) for picture in pictures],
        "tables": [],
        "starts_page": True,
    }


def _ranked(measures: Measures, ranked: Ranking, about: str, source: str) -> Section:
    return {
        "title": "Police forces by rate",
        "texts": [rates_headline(measures)],
        "charts": [drawn(ranked_rates(ranked, f"{about}, with 95% intervals"), source)],
        "tables": [],
        "starts_page": True,
    }


def _quarters(measures: Measures, source: str) -> Section:
    about = f"{OVER}change in percent of 12 months on the 12 months a year earlier, by quarter"
    return {
        "title": "Change by police force",
        "texts": [*forces_headlines(measures, measures.forces), chance_headline(measures)],
        "charts": [drawn(heat_picture(heat_map(measures), about), source)],
        "tables": [],
        "starts_page": True,
    }


def _watched(measures: Measures, source: str) -> Section:
    return {
        "title": "Police forces one by one",
        "texts": [],
        "charts": [drawn(multiples(measures, "Admissions, 12 months ending, by quarter"), source)],
        "tables": [],
        "starts_page": True,
    }


def _about(measures: Measures, ranked: Ranking) -> str:
    period = f", {period_name(*ranked.period)}" if ranked.period else ""
    return f"{OVER}rate per 100,000 {residents_of_forces(measures)}{period}"
