"""What the agreement allows, until when; synthetic and real drops have their own."""

from datetime import date
from pathlib import Path

import pytest

from tasks.govern import agreement
from tasks.govern.access.strict_toml import EntryUnusableError
from tasks.govern.agreement import OutsideAgreementError, agreement_for


@pytest.mark.parametrize("today", [date(2022, 1, 28), date(2025, 1, 27)])
def test_both_ends_of_the_window_are_in_it(today: date) -> None:
    agreement_for("real").require_open(today)


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2022, 1, 27), "starts on 28 January 2022"), (date(2025, 1, 28), "ended on 27 January")],
)
def test_outside_the_window_the_date_is_named(today: date, told: str) -> None:
    with pytest.raises(OutsideAgreementError, match=told):
        agreement_for("real").require_open(today)


@pytest.mark.parametrize("content", ["real", "synthetic"])
def test_each_agreement_covers_its_own_content(content: str) -> None:
    assert agreement_for(content).content == content


@pytest.mark.parametrize(
    ("today", "told", "reached"),
    [
        (date(2024, 10, 28), None, None),  # 91 days before
        (date(2024, 10, 29), "ends in 90 days, on 27 January 2025", 90),
        (date(2024, 12, 27), "ends in 31 days", 90),
        (date(2024, 12, 28), "ends in 30 days", 30),
        (date(2025, 1, 26), "ends in 1 day,", 30),
        (date(2025, 1, 27), "ends today", 0),
        (date(2025, 1, 28), None, None),
    ],
)
def test_the_end_is_warned_of(today: date, told: str | None, reached: int | None) -> None:
    warning = agreement_for("real").warning(today)

    assert (told in warning) if told and warning else warning is told is None
    assert agreement_for("real").warned_at(today) == reached


def test_sources_and_places_are_those_of_the_agreement() -> None:
    real = agreement_for("real")
    real.require_source("PEDW")
    real.require_place(Path("/var/lib/serious-violence/data"))

    with pytest.raises(OutsideAgreementError, match="does not permit the source ONS"):
        real.require_source("ONS")
    for place in ("/var/lib/serious-violence-else", "/var/lib", "/home/a"):
        with pytest.raises(OutsideAgreementError, match="is no storage location"):
            real.require_place(Path(place))


def test_the_one_recipient_is_named() -> None:
    assert agreement_for("real").recipients == ("university-of-hull",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ends = 2025-01-27", "", "agreement.toml: the field 'ends' is missing"),
        ("ends = 2025-01-27", "ends = 2025-01-27\nend = 2026-01-27", "'end' is not known"),
        ("ends = 2025-01-27", 'ends = "2025-01-27"', "'ends' has to be a date"),
        ('sources = ["HES", "PEDW"]', 'sources = "HES"', "'sources' has to be a list of texts"),
        ('sources = ["HES", "PEDW"]', 'sources = ["HES", 1]', "has to be a list of texts"),
        ('sources = ["HES", "PEDW"]', 'sources = ["HES", " "]', "has to be a list of texts"),
        ('sources = ["HES", "PEDW"]', "sources = {HES = 1}", r"write \[\[sources\]\]"),
        ("ends = 2025-01-27", "ends = 2025-01-27T00:00:00", "'ends' has to be a date"),
        ('title = "Serious', 'title = ["Serious', "cannot be read"),
        ("starts = 2022-01-28", "starts = 2022", "'starts' has to be a date, as 2024-01-31"),
        ('content = "real"', 'content = "synthetic"', "its content has to be 'real'"),
        ('content = "real"', "content = real", "cannot be read"),
    ],
)
def test_an_agreement_is_read_strictly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = agreement.FILES["real"].read_text(encoding="utf-8")
    monkeypatch.setitem(agreement.FILES, "real", tmp_path / "agreement.toml")
    assert old in text
    (tmp_path / "agreement.toml").write_text(text.replace(old, new))

    with pytest.raises(EntryUnusableError, match=said):
        agreement_for("real")
