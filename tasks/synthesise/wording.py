"""Styles of writing months and names."""

import re
from datetime import date

from tasks.synthesise.layout import MonthStyle, Wording
from tasks.synthesise.sheet import Cell


def month_cell(month: str, style: MonthStyle) -> Cell:
    """Write a month given as `2012-04` in a style other than `delivered`."""
    first_day = date.fromisoformat(f"{month}-01")
    if style == "date":
        return first_day
    formats = {"Apr-12": "%b-%y", "April 2012": "%B %Y", "2012-04": "%Y-%m"}
    return first_day.strftime(formats[style])


def worded(name: str, wording: Wording) -> str:
    """Write a header or an area name in another case, spacing or punctuation."""
    if wording == "upper":
        return name.upper()
    if wording == "lower":
        return name.lower()
    if wording == "spaced":
        return f"  {name.replace(' ', '  ')} "
    if wording == "and":
        return name.replace("&", "and")
    if wording == "ampersand":
        return re.sub(r"\band\b", "&", name)
    if wording == "hyphenated":
        return name.replace(" ", "-")
    if wording == "unhyphenated":
        return name.replace("-", " ")
    return name
