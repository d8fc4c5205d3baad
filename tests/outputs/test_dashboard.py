"""The dashboard in a real browser: the release's figures, choices in its address, downloads."""

import csv
import io

import pytest

from tests.outputs.conftest import CITY, MET, Cell, Opened


@pytest.mark.parametrize("period", ["", "year:2022-23"])
def test_figures_are_those_of_the_release(
    dashboard: Opened, cells: list[Cell], period: str
) -> None:
    page = dashboard()
    first = page.locator("#key dd.value").first
    shown = {
        (cell["area_code"], f"{cell['period_kind']}:{cell['period']}"): cell
        for cell in cells
        if cell["cause"] == "X99" and cell["age"] == "All ages" and cell["measure"] == "FAE"
        if cell["sex"] == cell["ethnicity"] == "All"
    }
    codes = page.eval_on_selector_all("#area option", "all => all.map(one => one.value)")
    assert len(codes) == 3 + 43
    for code in codes:
        page.select_option("#area", code)
        if period:
            page.select_option("#period", period)
        cell = shown[code, page.locator("#period").input_value()]
        digits = cell["shown"].isdigit()
        number = f"{int(cell['shown']):,}" if digits else cell["shown"]
        status = "" if cell["status"] == "final" or not digits else f" ({cell['status']})"
        assert first.inner_text() == number + status, code


def test_forces_lead_with_12_months_where_the_release_has_them(
    dashboard: Opened, cells: list[Cell]
) -> None:
    rolling = {cell["period"] for cell in cells if cell["table"] == "pfa_rolling_year"}
    leading = dashboard(f"#area={MET}").locator("#period").input_value()
    assert leading.startswith("rolling_year:" if rolling else "year:")
    if rolling:
        assert leading.partition(":")[2] in rolling


def test_a_view_can_be_sent(dashboard: Opened, cells: list[Cell]) -> None:
    page = dashboard()
    page.select_option("#area", MET)
    page.select_option("#cause", "X92-Y09")
    page.select_option("#age", "Under 25")
    page.select_option("#period", "year:2019-20")
    sent, figures = page.url, page.locator("#key").inner_text()
    page.goto("about:blank")
    page.goto(sent)
    assert page.locator("#key").inner_text() == figures
    assert "year ending March 2020" in figures
    assert page.locator("#period").input_value() == "year:2019-20"


def test_the_back_button_takes_back_a_choice(dashboard: Opened) -> None:
    page = dashboard()
    page.select_option("#area", MET)
    page.select_option("#cause", "X92-Y09")
    page.select_option("#cause", "X92-Y09")  # no choice: no step
    assert page.title().startswith("Metropolitan Police, all assault, all ages: Synthetic")
    page.go_back()
    assert page.locator("#cause").input_value() == "X99"
    assert page.locator("#key-title").inner_text().startswith("Key figures: Metropolitan Police")
    page.go_back()
    assert page.locator("#area").input_value() == "K04000001"
    assert page.locator("#key-title").inner_text().startswith("Key figures: England and Wales")
    page.go_forward()
    assert page.locator("#area").input_value() == MET


def test_two_forces_stand_side_by_side(dashboard: Opened, cells: list[Cell]) -> None:
    page = dashboard(f"#area={MET}")
    assert page.locator("#beside table").count() == 0
    page.select_option("#other", CITY)
    kind, _, period = page.locator("#period").input_value().partition(":")
    shown = {
        cell["area_code"]: cell["shown"]
        for cell in cells
        if cell["table"] == f"pfa_{kind}" and cell["period"] == period
    }
    heads, admissions, *_ = page.locator("#beside tr").all_inner_texts()
    assert heads.split("\t")[1:] == ["Metropolitan Police", "London, City of"]
    found = [text.split(" ")[0].replace(",", "") for text in admissions.split("\t")[1:]]
    assert found == [shown[MET], shown[CITY]]
    page.locator("#trend summary").click()
    assert "London, City of" in page.locator("#trend thead").inner_text()
    assert page.locator("#compare tbody th").all_text_contents()[:2] == heads.split("\t")[1:]
    page.goto("about:blank")
    page.go_back()
    assert page.locator("#other").input_value() == CITY


def test_the_trend_is_a_picture_with_its_marking(dashboard: Opened) -> None:
    page = dashboard(f"#area={MET}")
    with page.expect_download() as waiting:
        page.click("#picture")
    assert waiting.value.suggested_filename == f"admissions-{MET}-X99-2024-01-r1.png"
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert (wide, high) == (1720, 800)
    assert len(content) > 20_000


def test_a_welsh_force_is_led_with_what_it_has(dashboard: Opened) -> None:
    page = dashboard("#area=W15000001")
    assert page.locator("#key dd.value").first.inner_text() != "[x]"
    names = page.locator("#compare tbody th").all_text_contents()
    assert names[:2] == ["North Wales", "England and Wales"]
    assert "[x]" not in page.locator("#compare tbody tr").nth(1).inner_text()


def test_an_address_of_nothing_shows_the_first_view(dashboard: Opened) -> None:
    page = dashboard("#area=E99999999&other=K04000001&cause=none&period=year:1900-01&age=old")
    assert "England and Wales" in page.locator("#key-title").inner_text()
    assert "12 months ending November 2023" in page.locator("#key").inner_text()


def test_small_forces_say_why_they_have_no_rate_or_chart(dashboard: Opened) -> None:
    page = dashboard(f"#area={CITY}")
    assert "[c]" in page.locator("#key").inner_text()
    assert "no rate" in page.locator("#key").inner_text()
    assert page.locator("#signal").inner_text().startswith("No control chart")
    assert page.locator("#control svg").count() == 0


def test_wales_says_what_is_not_in_yet(dashboard: Opened) -> None:
    page = dashboard("#area=W92000004")
    page.locator("#trend summary").click()
    rows = page.locator("#trend tbody tr").all_inner_texts()
    assert rows[0].split("\t")[:2] == ["January 2024", "[x]"]
    assert rows[2].split("\t")[1].isdigit()


def test_provisional_months_are_hollow_and_said(dashboard: Opened) -> None:
    page = dashboard()
    page.locator("#trend summary").click()
    provisional = [
        row for row in page.locator("#trend tbody tr").all_inner_texts() if "provis" in row
    ]
    assert page.locator("#trend .provisional").count() == len(provisional) - 2  # two are [x]


def test_there_is_a_table_behind_every_chart(dashboard: Opened) -> None:
    page = dashboard(f"#area={MET}")
    for section in ("trend", "control", "compare"):
        assert page.locator(f"#{section} svg").count() == 1
        assert page.locator(f"#{section} table caption").count() == 1
    assert page.locator("#forces tbody tr").count() == 43


def test_the_download_is_rows_of_cells(dashboard: Opened, cells: list[Cell]) -> None:
    page = dashboard(f"#area={MET}&age=Under+25")
    with page.expect_download() as waiting:
        page.click("#download")
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    columns = list(rows[0])
    known = {
        tuple(cell[column] for column in columns)
        for cell in cells
        if cell["sex"] == cell["ethnicity"] == "All"
    }
    assert len(rows) > 400
    assert {tuple(row.values()) for row in rows} <= known
