"""The report: a tagged PDF (PDF/UA-1) of a release, for a minister first and analysts after."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tasks.publish import design
from tasks.publish.measures import Measures
from tasks.publish.release_content import Content
from tasks.publish.report.story import story
from tasks.publish.words import NOT_OFFICIAL, UNTIL_CLEARED

FOLDER = Path(__file__).parent
LOOK = {
    "author": design.ORGANISATION,
    "font": "Liberation Sans",
    "colours": {
        "ink": design.INK,
        "blue": design.DARK_BLUE,
        "grey": design.GREY,
        "pale": design.PALE,
        "line": design.LINE,
    },
    "marking": f"{UNTIL_CLEARED} {NOT_OFFICIAL}",
}


def write_report(content: Content, measures: Measures, path: Path) -> None:
    """Write the report; the same release gives the same bytes.

    Typst refuses to write a file that breaks what PDF/UA-1 lets a program check.

    Raises:
        OSError: ``path`` cannot be written.
        typst.TypstError: the report would not be accessible.
    """
    compile_report(story(content, measures), content.stamp, path)


def compile_report(told: Mapping[str, object], stamp: datetime, path: Path) -> None:
    """Write any report that is told as `story` returns one, stamped ``stamp``.

    Raises:
        OSError: ``path`` cannot be written.
        typst.TypstError: the report would not be accessible.
    """
    # Not needed to tell what a report says.
    import typst

    from tasks.publish.report.row_headers import with_row_headers

    made = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"story": json.dumps(LOOK | dict(told))},
        pdf_standards=["ua-1"],
        timestamp=int(stamp.timestamp()),
    )
    path.write_bytes(with_row_headers(made))
