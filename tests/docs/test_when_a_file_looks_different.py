"""The page on another layout: its commands and its rows, in its order."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.__main__ import main
from flows.exit_codes import ExitCode
from tests.receive.conftest import enter, tables_of
from tests.receive.other_layouts import LAYOUTS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "when-a-file-looks-different.md"
BLOCK = re.compile(r"(?:<!-- tried: (\w+) -->\n)?```(sh|csv)\n(.*?)```", re.DOTALL)
PRINTED = re.compile(r"<!-- printed -->\n```\n(.*?)```", re.DOTALL)
TITLE_PAGE = LAYOUTS[0]
__all__ = ["enter"]


@pytest.mark.slow
def test_an_analyst_mends_the_layout_as_the_page_says(
    tmp_path: Path,
    enter: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    TITLE_PAGE.write(incoming / TITLE_PAGE.file_name, tables_of(TITLE_PAGE.dataset, "HES")[1])
    monkeypatch.chdir(tmp_path)
    codes, said, rows = [], [], {"delivery_profile": "", "delivery_entry": ""}
    for table, kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "csv":
            rows[table] += text
            enter(**{table: text})
            continue
        for line in text.splitlines():
            python, _, program, *words = shlex.split(line)
            assert (python, program) == ("python", "flows")
            codes.append(main(words))
            said.append(capsys.readouterr().out)

    assert codes == [ExitCode.SOME_REFUSED, ExitCode.SOME_REFUSED, ExitCode.DONE]
    assert "PROFILE,file name,PATTERN,extract," in said[0]
    assert "held to the contract when" in said[0]
    assert "held to the contract when" not in said[1]
    assert (tmp_path / "inspected.html").is_file()
    assert rows == {
        "delivery_profile": TITLE_PAGE.profile + "\n",
        "delivery_entry": TITLE_PAGE.entries,
    }


def test_what_inspect_prints_on_the_page_is_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / TITLE_PAGE.file_name
    TITLE_PAGE.write(path, tables_of(TITLE_PAGE.dataset, "HES")[1])
    main(["inspect", str(path)])
    (printed,) = PRINTED.findall(PAGE.read_text(encoding="utf-8"))

    said = capsys.readouterr().out.splitlines()
    assert [line for line in printed.splitlines() if line not in [*said, "  ..."]] == []
