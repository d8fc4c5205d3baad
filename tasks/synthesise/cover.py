"""The Cover of a drop: what the sender says that the drop is."""

from collections.abc import Mapping

from tasks.synthesise.extract import AGREEMENT, Extract

TITLES = {
    "monthly sharp object": "Monthly Police Force Area assault with a sharp object",
    "all assault": "All assault admissions by Police Force Area and Local Authority",
    "bi-annual sharp object": "Bi-annual assault with a sharp object",
}
CAUSES = {"monthly sharp object": "X99", "all assault": "X92-Y09", "bi-annual sharp object": "X99"}
SOURCES = {
    "HES": "Hospital Episode Statistics (HES) Admitted Patient Care",
    "PEDW": "Patient Episode Database for Wales (PEDW)",
}
CONTENT = "Synthetic test data. No count is real."
HANDLING = (
    "OFFICIAL-SENSITIVE. Small numbers are not suppressed. "
    "Apply the HES Analysis Guide before any release outside the team."
)


def cover_rows(
    extract: Extract, changes: Mapping[str, str | None] | None = None
) -> list[list[str]]:
    """Return the rows of the Cover: its title, an empty row, then label and value.

    Args:
        extract: the extract that the Cover describes.
        changes: other values for labels, for a drop that is to be refused; None removes a row.
    """
    values: dict[str, str | None] = {
        "Data sharing agreement": f"DARS-{AGREEMENT}",
        "Dataset": TITLES[extract.dataset],
        "Source": SOURCES[extract.source],
        "Cause codes (ICD-10)": CAUSES[extract.dataset],
        "Period": f"April 2012 to {extract.last_month:%B %Y}",
        "Extract": extract.label,
        "Status": f"{extract.financial_year} provisional; earlier years final",
        "Extract date": extract.extract_date.isoformat(),
        "Content": CONTENT,
        "Handling": HANDLING,
    }
    values.update(changes or {})
    labelled = [[label, value] for label, value in values.items() if value is not None]
    return [[TITLES[extract.dataset]], [], *labelled]
