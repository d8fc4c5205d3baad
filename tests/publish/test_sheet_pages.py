"""How sheets print: on few pages, upright or across, with room for the texts above a table."""

import pytest

from tasks.publish.sheet_pages import printed
from tasks.publish.sheet_words import listed


@pytest.mark.parametrize(
    ("widths", "height", "orientation", "pages"),
    [
        ([100], 30, "landscape", 1),
        # Long and narrow: upright; the type is 7 points.
        ([100], 76, "portrait", 1),
        ([100], 77, "portrait", 2),
        ([100], 6000, "portrait", 79),
        # Wide: across, and upright never, whatever it takes.
        ([200], 50, "landscape", 1),
        ([200], 6000, "landscape", 119),
    ],
)
def test_a_sheet_prints_on_few_pages(
    widths: list[float], height: int, orientation: str, pages: int
) -> None:
    found = printed(widths, "Title", ["A line."], height)
    assert (found.orientation, found.pages) == (orientation, pages)


@pytest.mark.parametrize(
    ("title", "line", "spare"), [(50, 50, 0), (61, 50, 1), (50, 80, 1), (100, 80, 4)]
)
def test_the_texts_above_a_narrow_table_have_room(title: int, line: int, spare: int) -> None:
    assert len(printed([30, 30], "t" * title, ["l" * line], 10).spare_widths) == spare


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([3], "3"),
        ([3, 4], "3 and 4"),
        ([5, 3, 4], "3 to 5"),
        ([1, 3, 4, 6, 7, 8, 11], "1, 3, 4, 6 to 8 and 11"),
    ],
)
def test_numbers_are_listed_in_words(numbers: list[int], words: str) -> None:
    assert listed(numbers) == words
