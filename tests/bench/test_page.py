"""The page of measurements: a command replaces its own sections and no other."""

from pathlib import Path

import pytest

from tests.bench.page import HEAD, SECTIONS, machine, table, write_section

FIRST, SECOND, THIRD = SECTIONS[:3]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    written = tmp_path / "performance.md"
    for title in (THIRD, FIRST, SECOND):
        write_section(title, f"What {title} says.\n\n| a |\n| --- |\n| ## b |", written)
    return written


def test_sections_stand_in_their_order(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert text.startswith(HEAD)
    assert text.index(f"## {FIRST}") < text.index(f"## {SECOND}") < text.index(f"## {THIRD}")


def test_one_section_is_replaced_and_the_others_stay(page: Path) -> None:
    before = page.read_text(encoding="utf-8")

    write_section(SECOND, "New.", page)

    after = page.read_text(encoding="utf-8")
    old = f"What {SECOND} says.\n\n| a |\n| --- |\n| ## b |"
    assert after == before.replace(old, "New.")
    assert after != before


def test_the_same_section_again_changes_nothing(page: Path) -> None:
    before = page.read_text(encoding="utf-8")

    write_section(FIRST, f"What {FIRST} says.\n\n| a |\n| --- |\n| ## b |", page)

    assert page.read_text(encoding="utf-8") == before


def test_a_section_that_the_page_does_not_have_is_refused(page: Path) -> None:
    with pytest.raises(ValueError, match="no section"):
        write_section("Another", "...", page)


def test_numbers_have_three_digits_that_count() -> None:
    rows = [("a", 1234.5, 12.34), ("b", 1.234, 0.0123), ("c", 1234, None)]

    assert table(("x", "y", "z"), rows).splitlines() == [
        "| x | y | z |",
        "| --- | --- | --- |",
        "| a | 1,234 | 12.3 |",
        "| b | 1.23 | 0.012 |",
        "| c | 1,234 |  |",
    ]


def test_the_machine_is_described_without_its_name_or_a_path() -> None:
    import platform

    told = machine()

    assert "cores" in told
    assert platform.node() not in told
    assert "/" not in told
