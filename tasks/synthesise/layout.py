"""The layouts in which a delivered file may hold the same counts."""

from dataclasses import dataclass
from typing import Literal

Orientation = Literal["delivered", "wide", "long"]
MonthStyle = Literal["delivered", "Apr-12", "April 2012", "2012-04", "date"]
Zero = Literal["delivered", "0", "-", "blank", "absent"]
Wording = Literal[
    "delivered", "upper", "lower", "spaced", "and", "ampersand", "hyphenated", "unhyphenated"
]


@dataclass(frozen=True)
class Layout:
    """How a file lays out its tables; by default as HES and PEDW deliver them.

    Attributes:
        file_format: one workbook, or one CSV file for each table.
        orientation: months across the header (wide) or down a column (long). Years are always
            down a column.
        months: how a month is written; `date` is an Excel date.
        zero: how a zero is written; `absent` leaves the row out of a long table.
        wording: what is done to header and area names.
        sheets_reversed: the sheets in the opposite order, the Cover last.
        sheets_renamed: `Sheet2` and so on in place of descriptive names.
        right: empty columns left of every table.
        down: empty rows above every table.
        band: the merged band of financial years above the months of a wide table.
        stacked: all tables on one sheet, one below the other.
        byte_order_mark: a CSV file begins with one.

    Raises:
        ValueError: no delivered file may have this layout.
    """

    file_format: Literal["xlsx", "csv"] = "xlsx"
    orientation: Orientation = "delivered"
    months: MonthStyle = "delivered"
    zero: Zero = "delivered"
    wording: Wording = "delivered"
    sheets_reversed: bool = False
    sheets_renamed: bool = False
    right: int = 0
    down: int = 0
    band: bool = True
    stacked: bool = False
    byte_order_mark: bool = False

    def __post_init__(self) -> None:
        if self.right < 0 or self.down < 0:
            raise ValueError("A table is shifted by 0 or more rows and columns.")
        if self.zero == "absent" and self.orientation != "long":
            raise ValueError("Only a long table may leave zeros out: use orientation='long'.")
        if self.file_format == "csv" and (self.months == "date" or self._arranges_sheets):
            raise ValueError("A CSV file has no Excel dates and no sheets.")
        if self.file_format == "xlsx" and self.byte_order_mark:
            raise ValueError("Only a CSV file may begin with a byte-order mark.")

    @property
    def _arranges_sheets(self) -> bool:
        return self.stacked or self.sheets_reversed or self.sheets_renamed
