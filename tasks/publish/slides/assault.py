"""The slide of all assault, and of sharp object's share in it."""

from tasks.publish import design
from tasks.publish.measures import BOTH, ENGLAND, WALES, Measures
from tasks.publish.national_assault import assault_sentence, assault_title, years_of
from tasks.publish.points import assault_points
from tasks.publish.slides.national import LEFT, RIGHT, ends, values
from tasks.publish.slides.page import Block, Box, Chart, Drawn, Page, Text
from tasks.publish.slides.speaker import Speaker


def assault(measures: Measures, speaker: Speaker) -> Page:
    """The financial years of all assault, and the latest 12 months of each nation."""
    assaults, name = measures.assaults.get(BOTH, ()), measures.areas[BOTH].name
    sentences = [
        assault_sentence(measures.areas[code].name, measures.assaults.get(code, ()))
        for code in (BOTH, ENGLAND, WALES)
    ]
    blocks: list[tuple[Box, Block]] = [(LEFT, Text(sentences))]
    if points := assault_points(years_of(assaults)):
        caption = f"All assault by financial year, {name}: the sum of forces' figures"
        chart = Chart(
            f"Bar chart. {caption}: {ends(points)}.",
            caption,
            [point.label for point in points],
            [Drawn(name, values(points), design.STEPS[3][0])],
            "columns",
        )
        blocks.append((RIGHT, chart))
    title = assault_title(name, assaults)
    return Page(title, blocks, speaker.notes(f"{title}.", "assault"))
