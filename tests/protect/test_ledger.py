"""What was shown stays as it was shown, and what is public elsewhere narrows."""

from pathlib import Path

from tasks.protect.decision import protect
from tasks.protect.ledger import add_public_figures, enter_release, freeze_known, open_ledger
from tests.protect.small import Figure, model

HEADER = (
    "source,cause,measure,area_level,area_code,period_kind,period,age,sex,ethnicity,vintage,"
    "shown,rounding,lo,hi\n"
)


def test_a_shown_figure_is_frozen_in_the_next_release() -> None:
    con = model({"a": Figure(3), "b": Figure(12)}, {})
    open_ledger(con)
    protect(con)
    enter_release(con, "2024-01")
    freeze_known(con)
    rows = con.execute("select kind, lo, hi from cell order by cell_id").fetchall()
    assert rows == [("frozen", 1, 7), ("frozen", 8, 12)]


def test_a_figure_public_elsewhere_is_known_but_still_to_be_shown(tmp_path: Path) -> None:
    con = model({"a": Figure(6)}, {})
    open_ledger(con)
    reference = tmp_path / "public.csv"
    line = "answer 1234,X92-Y09,FAE,pfa,a,month,2024-01,All ages,All,All,final,6,1,6,6\n"
    reference.write_text(HEADER + line, encoding="utf-8")
    add_public_figures(con, reference)
    freeze_known(con)
    assert con.execute("select kind, lo, hi from cell").fetchall() == [("rule", 6, 6)]
