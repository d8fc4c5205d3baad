"""The round numbers that axes bear."""

from math import floor, log10


def ticks_between(least: float, most: float) -> list[float]:
    """Return round numbers from at most ``least`` to at least ``most``, 0 among them."""
    below, above = min(least, 0), max(most, 0)
    step = ticks_to(max(-below, above))[1]
    first, last = int(below // step), -int(-above // step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def ticks_to(most: float) -> list[float]:
    """Return round numbers from 0 to at least ``most``, at most seven."""
    rough = max(most, 1) / 5
    size = 10 ** floor(log10(rough))
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= rough)
    return [step * number for number in range(max(1, -int(-most // step)) + 1)]
