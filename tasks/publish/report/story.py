"""What the report says, page by page."""

from tasks.publish import design
from tasks.publish.brief import brief
from tasks.publish.charts import line_chart
from tasks.publish.headlines import national_figures
from tasks.publish.measures import ALL_AGES, BOTH, SHARP, Measures
from tasks.publish.notes import notes
from tasks.publish.points import rolling_points
from tasks.publish.release_content import Content
from tasks.publish.report.sections import chart, sections
from tasks.publish.words import (
    NEXT_UPDATE,
    codes,
    data_as_at,
    document_title,
    full_symbol_key,
    latest_months,
    synthetic,
)

ROLLING_MONTHS = 60


def story(content: Content, measures: Measures) -> dict[str, object]:
    """Return the report as data: title, front page, sections of texts, charts and tables."""
    told = brief(content, measures)
    return {
        "title": document_title(content),
        "keywords": design.KEYWORDS.split(", "),
        "about": [*synthetic(content), *latest_months(content), NEXT_UPDATE],
        "brief": told.sentences,
        "attention": told.attention,
        "figures": [vars(figure) for figure in national_figures(measures)],
        "chart": _rolling(measures),
        "caveat": design.SHORT_CAVEATS[-1],
        "sections": sections(measures),
        "symbols": [*codes(), *full_symbol_key(content), *design.STATUSES.values()],
        "caveats": design.SHORT_CAVEATS,
        "notes": notes(content),
        "as_at": data_as_at(content.inputs),
        "contact": f"{design.CONTACT}.",
    }


def _rolling(measures: Measures) -> dict[str, str]:
    points = rolling_points(measures.wholes.get((SHARP, BOTH, ALL_AGES), ()))[-ROLLING_MONTHS:]
    span = f"{points[0].label} to {points[-1].label}" if points else "no months"
    return chart(
        f"Admissions for assault with a sharp object, England and Wales, 12 months ending: {span}",
        line_chart("", points),
    )
