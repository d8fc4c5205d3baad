"""The slides: native charts whose workbooks hold shown figures only."""

from io import BytesIO
from pathlib import Path

from tasks.publish.measures import Measures
from tasks.publish.release_content import Content
from tasks.publish.reproducible_zip import stamped
from tasks.publish.slides.deck import Deck
from tasks.publish.slides.pages import pages


def write_slides(content: Content, measures: Measures, path: Path) -> None:
    """Write the slides; the same release gives the same bytes.

    Raises:
        OSError: ``path`` cannot be written.
    """
    deck = Deck(content)
    for page in pages(content, measures):
        deck.add(page)
    made = BytesIO()
    deck.save(made)
    path.write_bytes(stamped(made.getvalue(), content.stamp))
