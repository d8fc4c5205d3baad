"""The slides about the figures: revisions, how to read them, as at when they are."""

from collections.abc import Iterator

from tasks.publish import design
from tasks.publish.headlines import revision_headline
from tasks.publish.measures import Measures
from tasks.publish.release_content import Content
from tasks.publish.slides.page import Block, Box, Page, Table, Text
from tasks.publish.slides.speaker import Speaker
from tasks.publish.words import (
    COUNTRIES,
    MONTHLY,
    NEXT_UPDATE,
    codes,
    full_symbol_key,
    latest_months,
    synthetic,
)
from tasks.store.dates import in_words

MARKS = (
    "Hollow points: provisional.",
    "Gaps: figures hidden or not available.",
    "Line and dashes on months: their mean, and the limits of usual variation.",
    "Diamonds: months outside those limits; forces far from England's rate.",
    "Bars across a point: its 95% interval.",
)
LISTED = 12  # revised tables that a slide lists


def revisions(measures: Measures, speaker: Speaker) -> Iterator[Page]:
    """The revised tables; no slide of a release that has none."""
    revised = [one for one in measures.revisions if one.revised]
    if not revised:
        return
    title = revision_headline(measures).rstrip(".")
    rows = [
        [
            one.title,
            f"{one.revised:,} of {one.compared:,}",
            f"{one.first_revised} to {one.last_revised}",
        ]
        for one in revised[:LISTED]
    ]
    table = Table(["Table", "Figures shown otherwise", "Periods"], rows, [0.6, 0.2, 0.2])
    more = len(revised) - len(rows)
    blocks: list[tuple[Box, Block]] = [(Box(1, 12, 1.65, 4.8), table)]
    if more:
        blocks.append((Box(1, 12, 6.5, 0.4), Text([f"And {more} more, in the report."])))
    yield Page(title, blocks, speaker.notes(f"{title}.", "revised"))


def how_to_read(content: Content, speaker: Speaker) -> Page:
    """What is counted, and what the symbols mean."""
    title = "How to read the figures: admissions, not people; rounded, and small ones hidden"
    columns = (
        Text([*design.SHORT_CAVEATS, *codes()], "What is counted"),
        Text(full_symbol_key(content), "What the symbols mean"),
        Text(MARKS, "What the charts show"),
    )
    blocks = [(Box(1 + 4 * n, 4, 1.65, 5.2), text) for n, text in enumerate(columns)]
    return Page(title, blocks, speaker.notes(" ".join(design.SHORT_CAVEATS), "hidden"))


def as_at(content: Content, measures: Measures, speaker: Speaker) -> Page:
    """The files behind the release, what it lacks, and when the next one comes."""
    latest = {country: content.latest_month(country, MONTHLY) for country in COUNTRIES}
    upto = ", ".join(f"{country} to {month:%B %Y}" for country, month in latest.items() if month)
    title = f"Data as at {in_words(content.data_as_at)}: {upto}"
    rows = [
        [
            file.dataset[0].upper() + file.dataset[1:],
            f"{file.country} ({file.source})",
            file.extract,
            in_words(file.extract_date),
            f"{file.covered_to:%B %Y}",
        ]
        for file in content.inputs
    ]
    headers = ["Data", "Source", "Extract", "Of", "Up to"]
    table = Table(headers, rows, [0.26, 0.2, 0.18, 0.2, 0.16])
    unrevised = (
        [] if any(one.revised for one in measures.revisions) else [revision_headline(measures)]
    )
    about = [
        *synthetic(content),
        *latest_months(content),
        *unrevised,
        NEXT_UPDATE,
        f"{design.CONTACT}.",
    ]
    blocks: list[tuple[Box, Block]] = [
        (Box(1, 12, 1.65, 2.8), table),
        (Box(1, 12, 4.6, 2.3), Text(about)),
    ]
    return Page(title, blocks, speaker.notes(f"{title}. {NEXT_UPDATE}", "provisional"))
