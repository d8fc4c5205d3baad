"""A shown figure in words: its status, rate, change and signal, as parts of sentences."""

from collections.abc import Sequence

from tasks.publish import design
from tasks.publish.measures import (
    ALL_AGES,
    BASELINE_YEAR,
    RUN,
    SHARP,
    Measures,
    Month,
    Signal,
    Whole,
)
from tasks.publish.words import month_name


def number(shown: str) -> str:
    """Return a shown figure as a sentence writes it: with commas, or its symbol."""
    return f"{int(shown):,}" if shown.isdigit() else shown


def figure_words(figure: Whole | Month | None) -> str:
    """Return a figure with its status where it is not final; ``[x]`` where there is none."""
    if figure is None:
        return "[x]"
    is_bare = figure.status == "final" or figure.value is None
    return number(figure.shown) + ("" if is_bare else f" ({figure.status})")


def rate_words(whole: Whole | None) -> str:
    """Return a rate with its interval, or why there is none."""
    if whole is None or whole.rate is None:
        return design.NO_RATE.format(why=_why_no_rate(whole))
    limits = {"lower": f"{whole.rate_lower:.1f}", "upper": f"{whole.rate_upper:.1f}"}
    return design.RATE.format(rate=f"{whole.rate:.1f}", residents=residents_words(whole), **limits)


def untold(shown: str) -> str:
    """Return why a symbol stands for a figure: ``is hidden ([c]), so that ...``."""
    return design.UNTOLD.get(shown, design.UNTOLD["hidden"]).format(symbol=shown)


def _why_no_rate(whole: Whole | None) -> str:
    if whole is not None and whole.value is not None:
        return design.TOO_FEW_FOR_A_RATE
    return f"{design.THIS_FIGURE} {untold(whole.shown if whole else '[x]')}"


def residents_words(whole: Whole) -> str:
    """Return which residents a rate is of: ``mid-2022, interpolated``."""
    return design.RESIDENTS[whole.basis].format(
        mid_year=whole.mid_year, estimated_to=whole.estimated_to
    )


def residents_of_forces(measures: Measures, cause: str = SHARP) -> str:
    """Return ``residents (mid-2023)``, of whom the rates are that forces are compared by."""
    wholes = (measures.whole((cause, force.code, ALL_AGES)) for force in measures.forces)
    return next((f"residents ({residents_words(whole)})" for whole in wholes if whole), "residents")


def change_on_year(whole: Whole | None) -> str:
    """Return the change on a year earlier as a sentence without its full stop."""
    if whole is None:
        return design.CHANGE["none"].format(when=design.YEAR_EARLIER)
    return _change(
        whole,
        whole.earlier_shown,
        whole.change_on_year,
        whole.chance_on_year,
        design.YEAR_EARLIER,
    )


def change_on_baseline(whole: Whole | None) -> str:
    """Return the change since the year ending March 2019 as a sentence without its full stop."""
    if whole is None:
        return design.CHANGE["none"].format(when=design.BASELINE)
    if (whole.period_kind, whole.period) == ("year", BASELINE_YEAR):
        return design.CHANGE["itself"]
    return _change(
        whole,
        whole.baseline_shown,
        whole.change_on_baseline,
        whole.chance_on_baseline,
        design.BASELINE,
    )


def signal_words(signal: Signal | None) -> str:
    """Return what a control chart signals, in whole sentences."""
    if signal is None:
        return design.NO_CONTROL_CHART
    found = [*outside_words(signal), *run_words(signal)]
    if not found:
        return (
            f"No signal: the months to {month_name(signal.last_period)} vary as those of the"
            f" baseline do, {baseline_words(signal)}."
        )
    late = signal.is_provisional and (signal.below or signal.run_side < 0)
    caution = ["The latest months are provisional and may still rise."] if late else []
    return " ".join(["Signal:", *found, *caution])


def limits_words(signal: Signal) -> str:
    """Return the mean and limits of a control chart, and the months that they are of."""
    return (
        f"Mean {signal.mean}, limits {signal.lower} to {signal.upper}, of {baseline_words(signal)}."
    )


def baseline_words(signal: Signal) -> str:
    """Return which months the mean and limits are of, and why they start there if they do."""
    months = f"{month_name(signal.first_period)} to {month_name(signal.baseline_to)}"
    if not signal.is_stepped:
        return months
    because = f" ({signal.event})" if signal.event else ""
    return f"{months}, from when England's figures last stepped to another level{because}"


def _change(whole: Whole, against: str | None, change: int | None, chance: str, when: str) -> str:
    kind = _kind_of_change(whole, against, change)
    shown = number(against or "")
    if kind == "hidden":
        is_this = whole.value is None
        which = design.THIS_FIGURE if is_this else design.EARLIER_FIGURE
        why = untold(whole.shown if is_this else shown)
        return design.CHANGE[kind].format(when=when, which=which, why=why)
    is_as_released = whole.is_as_released and when == design.YEAR_EARLIER
    return design.CHANGE[kind].format(
        percent=abs(change or 0),
        when=when,
        against=design.AS_RELEASED.format(against=shown) if is_as_released else shown,
        chance=design.CHANCE[chance],
    )


def _kind_of_change(whole: Whole, against: str | None, change: int | None) -> str:
    if against is None:
        return "none"
    if whole.value is None or not against.isdigit():
        return "hidden"
    if change is None:
        return "few"
    return "same" if change == 0 else "more" if change > 0 else "fewer"


def outside_words(signal: Signal) -> list[str]:
    """Return which months lie outside the limits, one sentence a side."""
    sides = (("above the upper", signal.above), ("below the lower", signal.below))
    return [
        f"{_listed(months)} {'lies' if len(months) == 1 else 'lie'} {side} limit."
        for side, months in sides
        if months
    ]


def run_words(signal: Signal) -> list[str]:
    """Return that the latest months lie on one side of the mean, if as many do as are a signal."""
    if signal.run < RUN or signal.run_side == 0:
        return []
    side = "above" if signal.run_side > 0 else "below"
    return [
        f"The last {signal.run} months to {month_name(signal.last_period)} all lie {side} the mean."
    ]


def _listed(months: Sequence[str]) -> str:
    *first, last = map(month_name, months)
    return f"{', '.join(first)} and {last}" if first else last
