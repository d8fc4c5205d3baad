"""The known attacks: each works against the rule alone and fails against a release."""

from dataclasses import replace

import duckdb
import pytest

from tasks.protect.audit.audit import audit
from tasks.protect.audit.refusal import discloses
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.explain import explain
from tasks.protect.policy import policy
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.small import Figure, model, verdicts


def seven_months_and_a_year() -> duckdb.DuckDBPyConnection:
    months = {f"month {n}": Figure(1 if n < 7 else 0) for n in range(12)}
    return model(months | {"year": Figure(7)}, {"year": list(months)})


def all_ages_15() -> duckdb.DuckDBPyConnection:
    figures = {"all": Figure(14), "young": Figure(7), "old": Figure(7)}
    return model(figures, {"all": ["young", "old"]})


def england_and_wales_minus_england() -> duckdb.DuckDBPyConnection:
    figures = {
        "a": Figure(8), "b": Figure(8), "c": Figure(13), "d": Figure(1),
        "england": Figure(400, "exact"),
        "wales": Figure(30, "hidden"), "both": Figure(430, "exact"),
    }  # fmt: skip
    return model(figures, {"both": ["england", "wales"], "wales": list("abcd")})


def an_earlier_vintage() -> duckdb.DuckDBPyConnection:
    figures = {
        "first a": Figure(7, "frozen", lo=1, hi=7), "first b": Figure(40, "frozen", lo=38, hi=42),
        "rise a": Figure(1, "hidden", lo=0, hi=1), "rise b": Figure(0, "hidden", lo=0, hi=1),
        "rise": Figure(1, "exact"), "last a": Figure(8), "last b": Figure(40),
    }  # fmt: skip
    sums = {
        "last a": ["first a", "rise a"],
        "last b": ["first b", "rise b"],
        "rise": ["rise a", "rise b"],
    }
    return model(figures, sums)


def a_pre_2018_release() -> duckdb.DuckDBPyConnection:
    figures = {"year": Figure(13), "early": Figure(5, lo=1, hi=5), "late": Figure(8, lo=8, hi=8)}
    return model(figures, {"year": ["early", "late"]})


ATTACKS = [
    (seven_months_and_a_year, "month 0", "exact"),
    (all_ages_15, "young", "two values"),
    (england_and_wales_minus_england, "d", "exact"),
    (an_earlier_vintage, "first a", "exact"),
    (a_pre_2018_release, "early", "exact"),
]


@pytest.mark.parametrize(("attack", "victim", "verdict"), ATTACKS)
def test_the_attack_works_against_the_rule_alone(attack, victim, verdict) -> None:  # type: ignore[no-untyped-def]
    con = attack()
    apply_bare_rule(con)
    audit(con)
    assert verdicts(con)[victim] == verdict


@pytest.mark.parametrize(("attack", "victim", "verdict"), ATTACKS)
def test_the_attack_fails_against_a_release(attack, victim, verdict) -> None:  # type: ignore[no-untyped-def]
    con = attack()
    decide_and_show(con, replace(policy(), refused_values=2))
    receipt = audit(con)
    assert (receipt.exact, receipt.at_most_2, receipt.two_values) == (0, 0, 0)
    assert not discloses(con)


def test_the_rule_alone_would_disclose() -> None:
    con = seven_months_and_a_year()
    apply_bare_rule(con)
    audit(con)
    assert discloses(con)


def test_an_explanation_prints_the_sum_that_gives_a_figure_away() -> None:
    con = seven_months_and_a_year()
    apply_bare_rule(con)
    audit(con)
    text = explain(con, area_code="month 0", period_kind="month", period="2024-01", cause="X92-Y09")
    assert "year month 2024-01 All ages less its 11 other parts" in text
