"""The month whose release is due, given the files received."""

from dataclasses import dataclass
from datetime import date

from tasks.conform.conform import known_by
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import secure_store


@dataclass(frozen=True)
class Due:
    """The month to release now, or None with the files that the release waits for.

    ``newest_month`` is the last month of any required file; None if there is no such file.
    """

    month: date | None
    waits_for: tuple[str, ...]
    newest_month: date | None

    def __str__(self) -> str:
        if self.month:
            return f"The release of {self.month:%Y-%m} is due."
        of = f" of {self.newest_month:%Y-%m}" if self.newest_month else ""
        return f"The next release waits for {' and '.join(self.waits_for)}{of}."


def due(data: DataFolder) -> Due:
    """Return which release is due, given what the secure store holds."""
    with secure_store(data) as connection:
        connection.execute(statement("conform/current_table"), {"as_of": known_by(None)})
        month, waits_for, newest = (
            connection.execute(statement("conform/due_month")).fetchone() or ()
        )
    return Due(month, tuple(waits_for), newest)
