"""The policy file is the one place: dates choose its rule, and all that tells of it follows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tasks.check.gate import query_outcome
from tasks.check.outcome import QueryRule
from tasks.check.rule_files import rules
from tasks.govern.agreement import agreement_for
from tasks.hand_over.words import suppression
from tasks.protect import policy as policy_file
from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.policy import (
    NoRuleError,
    make_rung,
    policy,
    policy_kept,
    policy_of,
    policy_shown,
    policy_text,
)
from tasks.publish.html.dashboard import write_dashboard
from tasks.publish.measures import read_measures
from tasks.publish.notes import notes
from tasks.publish.release_content import read_content
from tasks.publish.sheet_notes import sheet_notes
from tasks.publish.words import full_symbol_key
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import no_store, release_store
from tests.protect.small import Figure, model, shown
from tests.publish.invented import MONTH, all_figures, release_of, store


def forget() -> None:
    policy_text.cache_clear()
    policy_of.cache_clear()


@pytest.fixture
def hidden_to_14(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The policy, but that the rule hides 1 to 14."""
    text = policy_file.FILE.read_text(encoding="utf-8")
    changed = text.replace("hidden_to = 7,", "hidden_to = 14,")
    assert changed != text
    (tmp_path / "policy.toml").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(policy_file, "FILE", tmp_path / "policy.toml")
    forget()
    yield
    forget()


@pytest.fixture
def released(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    store(data, release_of(all_figures()))
    with release_store(data) as connection:
        yield connection


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (date(2014, 1, 1), "hes-2014"),
        (date(2018, 8, 31), "hes-2014"),
        (date(2018, 9, 1), "hes-2018"),
        (date(2099, 1, 1), "hes-2018"),
    ],
)
def test_the_day_of_a_release_chooses_the_rule(on: date, rule: str) -> None:
    assert policy(on).rule == rule


def test_a_day_without_a_rule_is_refused() -> None:
    with pytest.raises(NoRuleError, match=r"0 rules .* 2013-12-31"):
        policy(date(2013, 12, 31))


def test_a_release_keeps_its_rule() -> None:
    with no_store() as con:
        con.execute("attach ':memory:' as release")
        assert policy_kept(con, MONTH, 1) is None
        con.execute(statement("store/release_schema"))
        assert policy_kept(con, MONTH, 1) is None
        assert policy_shown(con, MONTH, 1).rule == "hes-2018"

        con.execute("set variable revision = 1")
        con.execute("set variable rule = 'hes-2014'")
        for _ in ("made", "made again"):
            con.execute("set variable release_month = $month", {"month": MONTH})
            con.execute(statement("protect/keep_release/06_rule"))
        assert policy_shown(con, MONTH, 1).rule == "hes-2014"
        assert policy_kept(con, MONTH, 2) is None


@pytest.mark.usefixtures("hidden_to_14")
def test_the_decision_and_the_audit_follow_the_policy() -> None:
    con = model({"a": Figure(14), "b": Figure(15), "c": Figure(13, "frozen", 13, 14)}, {})
    decide_and_show(con)

    assert shown(con) == {"a": "[c]", "b": "15", "c": None}
    # 13 to 14 of 1 to 14: two values are left.
    assert audit(con).two_values == 1


@pytest.mark.usefixtures("hidden_to_14")
def test_every_legend_and_note_follows_the_policy(
    released: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content = read_content(released, MONTH, 1)
    write_dashboard(content, read_measures(released, MONTH, 1), tmp_path / "dashboard.html")
    told = {
        "key": "\n".join(full_symbol_key(content)),
        "sheets": "\n".join(sheet_notes(content).sheets),
        "notes": "\n".join(notes(content)),
        "dashboard": (tmp_path / "dashboard.html").read_text(encoding="utf-8"),
        "hand-over": suppression(agreement_for("synthetic")),
    }

    assert [name for name, text in told.items() if "1 to 14" not in text] == []
    assert [name for name, text in told.items() if "1 to 7" in text] == []
    assert "15 and over" in told["hand-over"]


@pytest.mark.parametrize(
    ("shown", "rounding", "broken"),
    [
        ("0", "5", set()),
        ("15", "5", set()),
        ("20", "10", set()),
        ("[c1]", "", set()),
        ("10", "5", {"nothing_small_below_national"}),
        ("17", "5", {"nothing_small_below_national"}),
        ("15", "1", {"nothing_small_below_national"}),
        ("20", "15", {"nothing_small_below_national", "known_roundings"}),
        ("[d]", "", {"known_symbols"}),
    ],
)
@pytest.mark.usefixtures("hidden_to_14")
def test_what_is_checked_before_it_goes_out_follows_the_policy(
    shown: str, rounding: str, broken: set[str]
) -> None:
    con = duckdb.connect()
    make_rung(con, policy())
    con.execute(
        "create table release_cell as select 1 as cell_no, 'pfa_year' as publication_table, "
        "'pfa' as area_level, 'E23000001' as area_code, '2012-13' as period, 'All ages' as age, "
        "$shown as shown, $rounding as rounding",
        {"shown": shown, "rounding": rounding},
    )
    con.execute("create table ruled_cell as select 1 as cell_no, false as is_frozen")
    of_symbols = {"nothing_small_below_national", "known_roundings", "known_symbols"}
    held = [rule for rule in rules("published") if rule.name in of_symbols]

    assert {rule.name for rule in held} == of_symbols
    for rule in held:
        assert isinstance(rule, QueryRule)
        assert query_outcome(con, rule).passed == (rule.name not in broken), rule.name
