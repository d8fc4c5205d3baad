"""The phrases that every output of a release shares: titles, dates, periods, symbols, sources."""

from collections.abc import Iterable
from datetime import date

from tasks.protect.policy import Policy
from tasks.publish import design
from tasks.publish.release_content import Content, Input
from tasks.store.dates import in_words

MONTHLY = "monthly sharp object"
COUNTRIES = ("England", "Wales")
UNTIL_CLEARED = f"{design.MARKING} until cleared."
NOT_OFFICIAL = f"{design.NOT_OFFICIAL}."
NEXT_UPDATE = "Next update: when the next month's extract has been received."
WELSH_MONTHS = "Months that Wales lacks are shown as [x], and so are those of England and Wales."


def document_title(content: Content) -> str:
    """Return the title that every output of the release begins with."""
    return marked(content, f"Hospital admissions for assault, {release_name(content)}")


def marked(content: Content, title: str) -> str:
    """Return the title as it stands: one of synthetic data says so."""
    return f"{design.SYNTHETIC}: {title}" if content.is_synthetic else title


def release_name(content: Content) -> str:
    """Return ``January 2024, release r1``."""
    return f"{content.month:%B %Y}, release r{content.revision}"


def synthetic(content: Content) -> list[str]:
    """Return the sentence that tells synthetic data from real ones, if they are."""
    return [f"{design.SYNTHETIC}: about no real patient."] if content.is_synthetic else []


def latest_months(content: Content) -> list[str]:
    """Return the last month of each country, and what is not in it: of Wales, and of tables."""
    return [
        *(f"Latest month for {country}: {_latest(content, country)}." for country in COUNTRIES),
        WELSH_MONTHS,
        *tables_left_out(content),
    ]


def tables_left_out(content: Content) -> list[str]:
    """Return which tables the release leaves out, and why, in one sentence; none if it has all."""
    if not content.tables_left_out:
        return []
    symbol, titles = content.rule.withheld.symbol, "; ".join(content.tables_left_out)
    return [
        f"Figures not shown in an earlier release are left out of these tables ({symbol}), so that"
        f" no hidden count can be worked out from them: {titles}."
    ]


def data_as_at(inputs: Iterable[Input]) -> list[str]:
    """Return one sentence a delivered file."""
    return [f"{extract(file)}, {file.dataset}." for file in inputs]


def extract(file: Input) -> str:
    """Return the date and name of a delivered file's extract."""
    return f"{in_words(file.extract_date)}, {file.country} ({file.source} extract {file.extract})"


def symbol_key(content: Content, symbols: Iterable[str]) -> list[str]:
    """Return one sentence a symbol."""
    words = symbol_words(content.rule)
    return [words[symbol] for symbol in symbols]


def full_symbol_key(content: Content) -> list[str]:
    """Return one sentence a symbol of the whole release."""
    return symbol_key(content, content.symbols)


def symbol_words(rule: Policy) -> dict[str, str]:
    """Return what each symbol means that can stand for a figure under a rule."""
    templates = [design.HIDDEN, *[design.COARSER] * len(rule.coarser), design.WITHHELD]
    of_rule = {
        rung.symbol: template.format(symbol=rung.symbol, hides=rung.hides)
        for rung, template in zip(rule.rungs, templates, strict=True)
    }
    return {**of_rule, **design.SYMBOLS}


def rounding(bases: Iterable[int]) -> str:
    """Return how figures of these rounding steps are rounded."""
    steps = sorted(set(bases) - {1})
    if not steps:
        return "Figures are not rounded."
    return f"Figures are rounded to the nearest {' or '.join(map(str, steps))}."


def codes() -> list[str]:
    """Return what is counted, with its ICD-10 codes."""
    return each("Codes", design.CAUSES.values())


def each(label: str, texts: Iterable[str]) -> list[str]:
    """Return one sentence a text, under the same label."""
    return [f"{label}: {text}." for text in texts]


def month_name(period: str) -> str:
    """Return ``November 2023`` for ``2023-11``."""
    return f"{date.fromisoformat(f'{period}-01'):%B %Y}"


def period_name(period_kind: str, period: str) -> str:
    """Return a period as a sentence names it: ``the year ending March 2023`` for ``2022-23``."""
    if period_kind == "month":
        return month_name(period)
    if period_kind == "year":
        return f"the year ending March {int(period[:4]) + 1}"
    return f"the 12 months ending {month_name(period)}"


def last_month(period_kind: str, period: str) -> str:
    """Return the last month of a period: ``2023-03`` for the financial year ``2022-23``."""
    return f"{int(period[:4]) + 1}-03" if period_kind == "year" else period


def _latest(content: Content, country: str) -> str:
    month = content.latest_month(country, MONTHLY)
    return f"{month:%B %Y}" if month else "none received"
