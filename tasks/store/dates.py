"""Dates in sentences."""

from datetime import date


def in_words(day: date) -> str:
    """Return ``11 March 2024``."""
    return f"{day.day} {day:%B %Y}"
