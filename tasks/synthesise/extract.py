"""An extract: a dataset of one source, cumulative from April 2012 to its month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

AGREEMENT = "NIC-612092-Q0Y6F"
FIRST_YEAR = 2012
FILE_TOKENS = {
    "monthly sharp object": "MonthlyPFA_Sharp",
    "all assault": "AllAssault",
    "bi-annual sharp object": "Biannual_Sharp",
}
# Days from the first of the extract month to the day of the extract: Wales delivers later.
DAYS_TO_EXTRACT = {"HES": 70, "PEDW": 130}
LABEL = re.compile(r"(20\d\d)/(\d\d) M(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Extract:
    """One extract of one dataset and source, labelled like `2023/24 M08` (M01 is April).

    Raises:
        ValueError: the dataset or source is unknown, or the label is not a month from April 2012.
    """

    dataset: str
    source: str
    label: str

    def __post_init__(self) -> None:
        if self.dataset not in FILE_TOKENS:
            raise ValueError(f"{self.dataset!r} is not a dataset: use one of {[*FILE_TOKENS]}.")
        if self.source not in DAYS_TO_EXTRACT:
            raise ValueError(f"{self.source!r} is not a source: use HES or PEDW.")
        match = LABEL.fullmatch(self.label)
        if not match or not _is_year(int(match[1]), int(match[2])):
            raise ValueError(f"{self.label!r} is not an extract such as 2023/24 M08.")

    @property
    def first_year(self) -> int:
        """The calendar year in which the current financial year began."""
        return int(self.label[:4])

    @property
    def financial_year(self) -> str:
        """The current financial year, as `2023-24`."""
        return f"{self.label[:4]}-{self.label[5:7]}"

    @property
    def last_month(self) -> date:
        """The first day of the extract month."""
        months_after_march = int(self.label[-2:]) + 2
        return date(self.first_year + months_after_march // 12, months_after_march % 12 + 1, 1)

    @property
    def extract_date(self) -> date:
        """The day on which the extract was made."""
        return self.last_month + timedelta(days=DAYS_TO_EXTRACT[self.source])

    @property
    def file_stem(self) -> str:
        """The name of the file, without its ending."""
        token = FILE_TOKENS[self.dataset]
        month = self.label[-3:]
        return f"{AGREEMENT}_{token}_{self.source}_{self.financial_year}_{month}"


def _is_year(first: int, second: int) -> bool:
    return first >= FIRST_YEAR and second == (first + 1) % 100
