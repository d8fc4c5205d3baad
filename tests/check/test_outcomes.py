"""What became of each rule is kept in the secure store and shown on a page, without counts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tasks.check import CheckFailedError, CheckReceipt, Outcome, Rule, outcomes_kept
from tasks.check.page import Line, outcomes_since, page, write_page
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import outcome_store
from tasks.synthesise import write_drop

BEGAN = datetime(2024, 1, 31, 9, 30, tzinfo=UTC)
BROKEN = Line(
    "landing", "drop <1>", "ages_add_up", "critical", True, "Ages & more.", "E23000001, 2012-05"
)
HELD = Line("conformed", "2012-05", "columns", "critical", False, "Columns.", "")


def receipt(severity: str, violations: int) -> CheckReceipt:
    outcome = Outcome(Rule("own", severity, "It must."), violations, ("here",) * violations)
    return CheckReceipt("conformed", (outcome,), "2012-05")


def kept(data: DataFolder) -> list[tuple[object, ...]]:
    with outcome_store(data) as connection:
        return connection.execute(
            "select gate, subject, rule, severity, is_broken, violations, broken_at, "
            "length(code_version) from checks.outcome order by all"
        ).fetchall()


def test_both_severities_are_kept(data: DataFolder) -> None:
    with outcomes_kept(data) as outcomes:
        outcomes += [receipt("critical", 0), receipt("warning", 2)]

    assert kept(data) == [
        ("conformed", "2012-05", "own", "critical", False, 0, "", 16),
        ("conformed", "2012-05", "own", "warning", True, 2, "here; here", 16),
    ]


def test_the_gate_that_stops_is_kept_too(data: DataFolder) -> None:
    with pytest.raises(CheckFailedError, match="own: It must"), outcomes_kept(data):
        raise CheckFailedError(receipt("critical", 1))

    assert [row[4] for row in kept(data)] == [True]


def test_a_refused_drops_outcomes_are_kept(data: DataFolder, drops: Path) -> None:
    (path,) = write_drop(drops, "monthly sharp object", "HES", "2012/13 M02")
    workbook = openpyxl.load_workbook(path)
    workbook["Table 1 PFA"]["C6"] = 97977
    workbook.save(path)
    refused = receive_drop(path, data)
    lines = outcomes_since(data, datetime(2020, 1, 1, tzinfo=UTC))

    assert refused.outcome == "refused"
    assert {line.rule for line in lines if line.is_broken} >= {"ages_add_up", "country_adds_up"}
    assert lines[0].subject == f"monthly sharp object HES 2012-13 M02 ({refused.sha256[:12]})"
    text = write_page(data, BEGAN, lines).read_text(encoding="utf-8")
    assert "97977" not in text
    assert "ages_add_up" in text


def test_the_page_stands_with_what_is_unsuppressed(data: DataFolder) -> None:
    written = write_page(data, BEGAN, [BROKEN, HELD])

    assert written == data.secure / "checks" / "2024-01-31T093000Z.html"
    assert written.parent.stat().st_mode & 0o077 == 0


class Tags(HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, name: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.tags if tag == name)


def test_the_page_can_be_read_by_everyone_and_asks_for_nothing() -> None:
    text = page(BEGAN, [BROKEN, HELD])
    tags = Tags(text)

    assert next(tags.of("html")) == {"lang": "en-GB"}
    assert [tag for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h2"]
    assert len(list(tags.of("caption"))) == len(list(tags.of("table"))) == 2
    assert {attributes.get("scope") for attributes in tags.of("th")} == {"col", "row"}
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags.tags}
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "drop <1>" in tags.text
    assert "Ages & more." in tags.text
    assert "Broken and critical: 1." in tags.text


def test_the_page_says_that_nothing_is_broken() -> None:
    assert "No rule is broken." in page(BEGAN, [HELD])
