"""Read months and times as people type them.

Months: 'latest', 'all', '2023-11', '2023-04..2024-01' or '2023-11, 2024-01'. Times: '2024-01-31'
(the end of that day) or '2024-01-31T12:00+00:00'.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from tasks.conform.conform import FIRST_MONTH, NoMonthError
from tasks.govern.errors import SafeMessageError

ALL, LATEST = "all", "latest"


class NoMomentError(SafeMessageError):
    """A text is neither a date nor a time."""


def month_named(text: str) -> date | None:
    """Return the first day of a month, or None for the latest that can be released.

    Raises:
        NoMonthError: the text is in no known form.
    """
    if text.strip().lower() == LATEST:
        return None
    try:
        return _month(text)
    except ValueError:
        raise NoMonthError(f"'{text}' names no month: write '{LATEST}' or '2023-11'.") from None


def moment_named(text: str) -> datetime:
    """Return a time with its time zone (default UTC). A date alone means the end of that day.

    Raises:
        NoMomentError: the text is in no known form.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoMomentError(
            f"'{text}' names no moment: write '2024-01-31' (its end) or '2024-01-31T12:00+00:00'."
        ) from None
    if len(text.strip()) <= len("2024-01-31"):
        moment = datetime.combine(moment, time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def months_named(text: str, latest: date) -> list[date]:
    """Return the first day of each month that ``text`` names, in order, without duplicates.

    ``latest`` is the last month that can be released.

    Raises:
        NoMonthError: the text is in no known form, or a month is before April 2012 or after
            ``latest``.
    """
    if text.strip().lower() == ALL:
        return list(_range(FIRST_MONTH, latest))
    months = sorted({month for part in text.split(",") for month in _part(part.strip(), text)})
    outside = [month for month in months if not FIRST_MONTH <= month <= latest]
    if outside:
        raise NoMonthError(
            f"There is no release of {outside[0]:%Y-%m}: "
            f"the HES files received cover {FIRST_MONTH:%Y-%m} to {latest:%Y-%m}."
        )
    return months


def _part(part: str, text: str) -> Iterator[date]:
    ends = part.split("..")
    try:
        first, last = _month(ends[0]), _month(ends[-1])
    except ValueError:
        raise _unreadable(text) from None
    if len(ends) > 2 or first > last:
        raise _unreadable(text)
    yield from _range(first, last)


def _unreadable(text: str) -> NoMonthError:
    return NoMonthError(
        f"'{text}' names no months: write 'all', '2023-11', '2023-04..2024-01' "
        "or several with commas."
    )


def _month(text: str) -> date:
    return datetime.strptime(text.strip(), "%Y-%m").date()


def _range(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
