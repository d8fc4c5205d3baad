"""The forces that need attention as a table: what of them changed, and by how much."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tasks.publish.brief import ATTENTION, SHORT_CAUSES, attention_lines
from tasks.publish.measures import Evidence, Measures
from tasks.publish.points import short

Kind = tuple[str, str]  # cause, kind of period
MOST = 12  # rows: the front page holds no more, and names the others


def attention_section(measures: Measures) -> Mapping[str, object]:
    """Return the front page's part: lines where no force is named, else a table."""
    if not measures.attention:
        return {"title": ATTENTION, "texts": attention_lines(measures), "tables": []}
    named = sorted(
        measures.attention.items(), key=lambda item: not any(one.has_risen for one in item[1])
    )
    others = [measures.areas[code].name for code, _ in named[MOST:]]
    return {
        "title": ATTENTION,
        "texts": [f"Changed by more than usual variation as well: {', '.join(others)}."]
        if others
        else [],
        "tables": [_table(measures, named[:MOST])],
    }


def _table(
    measures: Measures, named: Sequence[tuple[str, Sequence[Evidence]]]
) -> Mapping[str, object]:
    every = [one for evidence in measures.attention.values() for one in evidence]
    periods = {kind: _usual_period(every, kind) for kind in sorted({_kind(one) for one in every})}
    return {
        "caption": "Changes by more than usual variation: of 12 months on those a year earlier, of"
        " three months on the same months of the two years before",
        "headers": ["Force", *(_header(kind, period) for kind, period in periods.items())],
        "rows": [
            [
                measures.areas[code].name,
                *(_told(evidence, kind, period) for kind, period in periods.items()),
            ]
            for code, evidence in named
        ],
    }


def _usual_period(every: Sequence[Evidence], kind: Kind) -> str:
    found = Counter(one.period for one in every if _kind(one) == kind)
    return max(found, key=lambda period: (found[period], period))


def _kind(one: Evidence) -> Kind:
    return one.cause, one.period_kind


def _header(kind: Kind, period: str) -> str:
    cause, period_kind = kind
    of = SHORT_CAUSES[cause].capitalize()
    if period_kind == "year":
        return f"{of}, year ending March {int(period[:4]) + 1}"
    months = "three" if period_kind == "three months" else "12"
    return f"{of}, {months} months to {short(period)}"


def _told(evidence: Sequence[Evidence], kind: Kind, period: str) -> str:
    found = next((one for one in evidence if _kind(one) == kind), None)
    if found is None:
        return "not clear"
    way = "up" if found.has_risen else "down"
    much = f"{way} {abs(found.change)}%" if found.change is not None else way
    return much if found.period == period else f"{much} (to {short(found.period)})"
