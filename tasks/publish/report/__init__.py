"""The report: a tagged PDF (PDF/UA-1) of a release, for a minister first and analysts after."""

import json
from pathlib import Path

import typst

from tasks.publish.content import Content
from tasks.publish.measures import Measures
from tasks.publish.report.story import story

FOLDER = Path(__file__).parent


def write_report(content: Content, measures: Measures, path: Path) -> None:
    """Write the report; the same release gives the same bytes.

    Typst refuses to write a file that breaks what PDF/UA-1 lets a program check.

    Raises:
        OSError: ``path`` cannot be written.
        typst.TypstError: the report would not be accessible.
    """
    made = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"story": json.dumps(story(content, measures))},
        pdf_standards=["ua-1"],
        timestamp=int(content.stamp.timestamp()),
    )
    path.write_bytes(made)
