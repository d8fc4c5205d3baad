"""The slides in their order: the minister's first, how to read them last."""

from collections.abc import Iterator

from tasks.publish.brief import brief
from tasks.publish.measures import Measures
from tasks.publish.release_content import Content
from tasks.publish.slides import about, assault, forces, national
from tasks.publish.slides.page import Page
from tasks.publish.slides.speaker import Speaker


def pages(content: Content, measures: Measures) -> Iterator[Page]:
    """Make the slides, one message each."""
    told, speaker = brief(content, measures), Speaker(content)
    yield national.minister(measures, told, speaker)
    yield from forces.attention(measures, told, speaker)
    yield national.trend(measures, speaker)
    yield national.changes(measures, speaker)
    yield assault.assault(measures, speaker)
    yield forces.rates_map(measures, speaker)
    yield forces.ranked_rates(measures, speaker)
    yield national.ages(measures, speaker)
    yield forces.vru(measures, speaker)
    yield from about.revisions(measures, speaker)
    yield about.how_to_read(content, speaker)
    yield about.as_at(content, measures, speaker)
