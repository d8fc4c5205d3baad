"""The page on other tables: its example runs, and prints what the page says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "protect-other-tables.md"


def block(mark: str) -> str:
    (found,) = re.findall(
        rf"<!-- {mark} -->\n```\w*\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    return str(found)


def test_the_example_prints_what_the_page_says() -> None:
    done = subprocess.run(
        [sys.executable, "-c", block("tried: Python")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == block("printed")
