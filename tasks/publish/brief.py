"""The brief that a release begins with: every sentence of it is made here, by rules.

Three sentences (level and change, what is unusual, what cannot be said), the forces that need
attention with the evidence of each, and why figures end in different months.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.publish.figure_words import outside_words, run_words
from tasks.publish.headlines import national_headline
from tasks.publish.measures import ALL_AGES, ENGLAND, FORCE, NATIONAL, SHARP, Evidence, Measures
from tasks.publish.release_content import Content
from tasks.publish.words import COUNTRIES, MONTHLY, last_month, month_name, period_name

ATTENTION = "Forces that need attention"
SHORT_CAUSES = {"X99": "sharp object", "X92-Y09": "all assault"}


@dataclass(frozen=True)
class Brief:
    """The first page in words; ``attention`` is one line a force."""

    level: str
    unusual: str
    unsaid: str
    attention: Sequence[str]

    @property
    def sentences(self) -> tuple[str, str, str]:
        """The three that come first."""
        return self.level, self.unusual, self.unsaid


def brief(content: Content, measures: Measures) -> Brief:
    """Return the brief of a release."""
    return Brief(
        level=national_headline(measures),
        unusual=_unusual(measures),
        unsaid=_unsaid(content, measures),
        attention=attention_lines(measures),
    )


def different_ends(measures: Measures) -> list[str]:
    """Return which months the first page's figures end in and why, if not all in the same."""
    both, forces = (measures.main_periods.get((SHARP, level)) for level in (NATIONAL, FORCE))
    england = measures.last_month((SHARP, ENGLAND, ALL_AGES))
    if not (both and forces and england):
        return []
    ends = {
        "those of England and Wales": (last_month(*both), "which is as far as files for Wales go"),
        "those of forces": (last_month(*forces), "as 12 months are shown at the ends of quarters"),
        "those of England alone": (england.period, "the latest month received"),
    }
    if len({end for end, _ in ends.values()}) == 1:
        return []
    told = "; ".join(f"{name} in {month_name(end)}, {why}" for name, (end, why) in ends.items())
    return [f"Figures end in different months: {told}."]


def attention_lines(measures: Measures) -> list[str]:
    """Return one line a force that changed by more than usual variation, those that rose first."""
    if not measures.tested:
        return ["It cannot be told yet: there are too few earlier years to know usual variation."]
    if not measures.attention:
        return ["None: no force's change is more than usual variation."]
    risen = sorted(
        measures.attention.items(), key=lambda item: not any(one.has_risen for one in item[1])
    )
    return [
        f"{measures.areas[code].name}: {'; '.join(map(_evidence, evidence))}."
        for code, evidence in risen
    ]


def _evidence(one: Evidence) -> str:
    way = "up" if one.has_risen else "down"
    much = f"{way} {abs(one.change)}%" if one.change is not None else way
    return f"{SHORT_CAUSES[one.cause]} {much} in {_compared(one)}"


def _compared(one: Evidence) -> str:
    if one.period_kind == "three months":
        return (
            f"the three months to {month_name(one.period)} on the same months of the two years"
            " before"
        )
    return f"{period_name(one.period_kind, one.period)} on a year earlier"


def _unusual(measures: Measures) -> str:
    nation, forces = _nation(measures), _forces(measures)
    if nation or measures.attention:
        told = " ".join(nation) or "England's months vary as usual."
        return f"Unusual: {told} {forces}"
    return f"Nothing unusual: {_quiet(measures)} {forces}"


def _nation(measures: Measures) -> list[str]:
    signal = measures.signals.get((SHARP, ENGLAND, ALL_AGES))
    found = [*outside_words(signal), *run_words(signal)] if signal else []
    return [
        f"In England, {one[0].lower() if one[:4] == 'The ' else one[0]}{one[1:]}" for one in found
    ]


def _quiet(measures: Measures) -> str:
    if (SHARP, ENGLAND, ALL_AGES) not in measures.signals:
        return "England has too few months for a control chart."
    return "England's months vary as usual."


def _forces(measures: Measures) -> str:
    if not measures.tested:
        return (
            "Whether a force's change is usual cannot be told yet: there are too few earlier years."
        )
    if not measures.attention:
        return "No force changed by more than usual variation."
    changed = len(measures.attention)
    return f"{changed} force{'' if changed == 1 else 's'} changed by more than usual variation."


def _unsaid(content: Content, measures: Measures) -> str:
    found = [*_unfinished(measures), *_late(content), *_hidden(measures), *_left_out(content)]
    return (
        f"What cannot be said: {'; '.join(found)}." if found else "All months and forces are there."
    )


def _unfinished(measures: Measures) -> list[str]:
    last = measures.last_month((SHARP, ENGLAND, ALL_AGES))
    if last is None or last.status == "final":
        return []
    told = "how high the latest months will be, as late cases of them are still to be coded"
    return [f"{told}{_expected(measures)}"]


def _expected(measures: Measures) -> str:
    nowcasts = measures.nowcasts.get((SHARP, ENGLAND, ALL_AGES), ())
    if not nowcasts:
        return ""
    latest = nowcasts[-1]
    return (
        f" ({month_name(latest.period)} of England, {latest.shown:,} so far, is expected to come to"
        f" {latest.lower_95:,} to {latest.upper_95:,})"
    )


def _late(content: Content) -> list[str]:
    latest = {country: content.latest_month(country, MONTHLY) for country in COUNTRIES}
    newest = max((month for month in latest.values() if month), default=None)
    return [
        f"what happened in {country} after {month:%B %Y}" if month else f"anything of {country}"
        for country, month in latest.items()
        if month != newest
    ]


def _hidden(measures: Measures) -> list[str]:
    wholes = [measures.leading(force, SHARP) for force in measures.forces]
    hidden = sum(whole is None or whole.value is None for whole in wholes)
    if not hidden:
        return []
    return [f"how {hidden} of {len(wholes)} forces stand, as their figures are hidden or missing"]


def _left_out(content: Content) -> list[str]:
    if not content.tables_left_out:
        return []
    return ["new figures of the tables that this release leaves out, named in the notes"]
