"""The marking of unsuppressed counts, and what its holder must do."""

from pathlib import Path

FILE = "NOT FOR SHARING.txt"
# Sealed files begin with this very text, and are read by it: it does not follow the policy.
MARKING = """\
OFFICIAL-SENSITIVE. UNSUPPRESSED. NOT FOR SHARING OUTSIDE THE SERIOUS VIOLENCE TEAM.
Hospital admissions under agreement DARS-NIC-612092-Q0Y6F: small counts may identify a patient.
Do not copy, send or print. Before any figure leaves the team suppress it: below national level a
count of 1 to 7 is not shown and others are rounded to the nearest 5, and no sum may give one away.
The pipeline does that: take figures from releases/, never from here. Found outside the team? Tell
the accountable owner in deploy/register.toml at once.
"""


def mark(folder: Path) -> None:
    """Put the marking into a folder with unsuppressed counts."""
    path = folder / FILE
    if not path.exists():
        path.write_text(MARKING, encoding="utf-8")
