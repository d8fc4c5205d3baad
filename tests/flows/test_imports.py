"""Every run begins with its imports: the monthly one does not wait for what it may not need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATE = ("tasks.evaluate.evaluation", "pyfixest", "typst", "jinja2", "pandas", "great_expectations")


def test_the_monthly_flow_is_imported_without_what_is_needed_late() -> None:
    program = f"import sys, flows.monthly; print([name for name in {LATE} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
