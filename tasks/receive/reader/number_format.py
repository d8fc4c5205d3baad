"""Whether a number format shows a cell's number, hides it, or shows another one.

A format has up to four sections: for positive numbers, negative ones, zero and text; a section may
bear a condition instead ([<8]"*";0). ECMA-376 part 1, 18.8.31.
"""

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

# What stands in a section: a locale, colour or condition; a text of its own, quoted or escaped; the
# width of a character, or one repeated to fill the cell; anything else.
_PART = r'(?is)\[([^\]]*)\]|"([^"]*)"|\\(.)|_.|\*.|(General)|(.)'
_CONDITION = r"(<=|>=|<>|<|>|=)(-?[0-9.]+)"
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
# A thousand is left out for each comma after the last digit.
_SCALED = r"[0#?],+(?![0#?,])"
_NUMBER_OR_DATE = r"(?i)[0#?@ymdhsgeb]"
# A zero may be shown so: as the contract writes it.
_ZERO = r"[\s0\u2010-\u2015\u2212-]*"
TEXT = "@"


class _Section(NamedTuple):
    """Its condition, its placeholders and signs, and the texts that it adds."""

    condition: tuple[str, float] | None
    bare: str
    literal: str


# Counts repeat.
@lru_cache(maxsize=65_536)
def shows_number(code: str, number: float) -> bool:
    """Say if a format shows a number as itself; a zero may be shown as a dash or a blank."""
    section = _section_for(_sections(code), number)
    if section is None:
        return True
    if number == 0 and not re.search(_NUMBER_OR_DATE, section.bare):
        return re.fullmatch(_ZERO, section.bare + section.literal) is not None
    has_own_digit = any(map(str.isnumeric, section.literal)) or (
        "/" not in section.bare and re.search("[1-9]", section.bare) is not None
    )
    return (
        re.search(_NUMBER_OR_DATE, section.bare) is not None
        and not has_own_digit
        and "%" not in section.bare
        and not re.search(_SCALED, section.bare)
    )


def shows_text(code: str) -> bool:
    """Say if a format shows a text as itself."""
    sections = _sections(code)
    for_text = sections[3:] or [section for section in sections if TEXT in section.bare]
    return not for_text or (
        TEXT in for_text[0].bare and not any(map(str.isnumeric, for_text[0].literal))
    )


def has_condition(code: str) -> bool:
    """Say if a format decides by the number what is shown."""
    return any(section.condition for section in _sections(code))


def _section_for(sections: list[_Section], number: float) -> _Section | None:
    """Return the section that a number is shown by, if any is."""
    for_numbers = sections[:3]
    if any(section.condition for section in for_numbers):
        for section in for_numbers:
            if section.condition is None or _holds(section.condition, number):
                return section
        return None
    if number < 0 and len(for_numbers) > 1:
        return for_numbers[1]
    if number == 0 and len(for_numbers) > 2:
        return for_numbers[2]
    return for_numbers[0]


def _holds(condition: tuple[str, float], number: float) -> bool:
    compare, bound = condition
    return _COMPARE[compare](number, bound)


def _sections(code: str) -> list[_Section]:
    """Split a format at the semicolons that are none of a text's."""
    sections = []
    condition, bare, literal = None, "", ""
    for bracket, quoted, escaped, general, other in re.findall(_PART, code):
        if other == ";":
            sections.append(_Section(condition, bare, literal))
            condition, bare, literal = None, "", ""
        elif found := re.fullmatch(_CONDITION, bracket):
            condition = (found[1], float(found[2]))
        else:
            # Elapsed time ([h]) stands in brackets too.
            bare += general.lower() + other + (bracket if set(bracket.lower()) <= {*"hms"} else "")
            literal += quoted + escaped
    return [*sections, _Section(condition, bare, literal)]
