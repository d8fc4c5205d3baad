"""What the report says, page by page."""

from tasks.publish import design
from tasks.publish.brief import brief, different_ends
from tasks.publish.headlines import national_figures
from tasks.publish.measures import Measures
from tasks.publish.notes import notes
from tasks.publish.release_content import Content
from tasks.publish.report.attention import attention_section
from tasks.publish.report.pictures import drawn, rolling_picture, sources
from tasks.publish.report.sections import sections
from tasks.publish.words import (
    NEXT_UPDATE,
    codes,
    data_as_at,
    document_title,
    full_symbol_key,
    latest_months,
    synthetic,
)
from tasks.store.dates import in_words


def story(content: Content, measures: Measures) -> dict[str, object]:
    """Return the report as data: title, front page, sections of texts, charts and tables."""
    told, of = brief(content, measures), sources(content)
    return {
        "title": document_title(content),
        "keywords": design.KEYWORDS.split(", "),
        "about": [
            *synthetic(content),
            f"Data as at {in_words(content.data_as_at)}.",
            *latest_months(content),
            *different_ends(measures),
            NEXT_UPDATE,
        ],
        "brief": told.sentences,
        "attention": attention_section(measures),
        "figures": [vars(figure) for figure in national_figures(measures)],
        "chart": drawn(rolling_picture(measures), of.counts),
        "sections": sections(measures, of),
        "symbols": [*codes(), *full_symbol_key(content), *design.STATUSES.values()],
        "caveats": design.SHORT_CAVEATS,
        "notes": notes(content),
        "as_at": data_as_at(content.inputs),
        "contact": f"{design.CONTACT}.",
    }
