from datetime import date

import pytest

from tasks.synthesise import Extract


@pytest.mark.parametrize(
    ("label", "last_month", "financial_year"),
    [
        ("2012/13 M01", date(2012, 4, 1), "2012-13"),
        ("2012/13 M09", date(2012, 12, 1), "2012-13"),
        ("2012/13 M10", date(2013, 1, 1), "2012-13"),
        ("2012/13 M12", date(2013, 3, 1), "2012-13"),
        ("2023/24 M08", date(2023, 11, 1), "2023-24"),
        ("2099/00 M01", date(2099, 4, 1), "2099-00"),
    ],
)
def test_a_label_names_its_last_month(label: str, last_month: date, financial_year: str) -> None:
    extract = Extract("all assault", "HES", label)
    assert (extract.last_month, extract.financial_year) == (last_month, financial_year)


@pytest.mark.parametrize(
    "label",
    [
        "2011/12 M12",
        "2012/13 M00",
        "2012/13 M13",
        "2012/14 M01",
        "2012/12 M01",
        "2012-13 M01",
        "2012/13 M1",
        "2012/13 M01 ",
        "",
    ],
)
def test_a_label_of_no_extract_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="is not an extract"):
        Extract("all assault", "HES", label)


@pytest.mark.parametrize(
    ("dataset", "source", "message"),
    [("All assault", "HES", "not a dataset"), ("all assault", "hes", "not a source")],
)
def test_unknown_datasets_and_sources_are_refused(dataset: str, source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Extract(dataset, source, "2012/13 M01")


def test_the_file_is_named_for_what_it_holds() -> None:
    extract = Extract("monthly sharp object", "PEDW", "2023/24 M08")
    assert extract.file_stem == "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_PEDW_2023-24_M08"


@pytest.mark.parametrize(
    ("source", "day"), [("HES", date(2024, 1, 10)), ("PEDW", date(2024, 3, 10))]
)
def test_wales_delivers_later(source: str, day: date) -> None:
    assert Extract("all assault", source, "2023/24 M08").extract_date == day
