"""Write a sheet as CSV, one table a file."""

import csv
from pathlib import Path

from tasks.synthesise.sheet import Sheet


def write_csv(path: Path, cover: Sheet, table: Sheet, *, byte_order_mark: bool) -> None:
    """Write the rows of the Cover, an empty row and the rows of a table as a CSV file."""
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerows(row.cells for row in cover.rows)
        writer.writerow([])
        writer.writerows(row.cells for row in table.rows)
