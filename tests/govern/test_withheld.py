"""What leaves a failing step: kind and place, never what a library says about values."""

import traceback
from pathlib import Path

import duckdb
import pytest

from tasks.conform.conform import NoMonthError
from tasks.govern.withheld import PANIC, StepFailedError, without_values
from tasks.store.folders import DataFolder
from tests.conftest import unsealed_file

PLANTED = "97777"


class PanicException(BaseException):
    __module__ = PANIC


@without_values
def fails(data: str, kind: str) -> None:
    match kind:
        case "duckdb":
            duckdb.sql(f"select cast('{PLANTED} admissions' as integer)").fetchall()
        case "value":
            raise ValueError(PLANTED)
        case "panic":
            raise PanicException(PLANTED)
        case "ours":
            raise NoMonthError("There is no release of 2012-03.")
        case "ours, of a library's":
            try:
                raise ValueError(PLANTED)
            except ValueError as error:
                raise NoMonthError("There is no release of 2012-03.") from error
        case "stopped":
            raise KeyboardInterrupt


@pytest.mark.parametrize("kind", ["duckdb", "value", "panic"])
def test_an_unexpected_error_leaves_without_values(data: DataFolder, kind: str) -> None:
    with pytest.raises(StepFailedError) as caught:
        fails(str(data.root), kind)
    (kept,) = (data.secure / "errors").iterdir()

    error: BaseException | None = caught.value
    assert PLANTED not in str(error)
    assert "test_withheld.py:" in str(error) or "Error at" in str(error)
    # Nothing of the cause travels along: a traceback would print it.
    assert error.__cause__ is None
    assert error.__context__ is None
    assert PLANTED.encode() not in kept.read_bytes()
    assert PLANTED.encode() in unsealed_file(data, kept)
    assert kept.stat().st_mode & 0o077 == 0
    assert str(kept) in str(error)


@pytest.mark.parametrize("kind", ["ours", "ours, of a library's"])
def test_our_own_words_pass_alone(data: DataFolder, kind: str) -> None:
    with pytest.raises(NoMonthError, match="no release of 2012-03") as caught:
        fails(str(data.root), kind)
    assert PLANTED not in "".join(traceback.format_exception(caught.value))


def test_whoever_stops_a_run_stops_it(data: DataFolder) -> None:
    with pytest.raises(KeyboardInterrupt):
        fails(str(data.root), "stopped")


def test_it_is_the_step_still(tmp_path: Path) -> None:
    assert fails.__name__ == "fails"
    assert fails(str(tmp_path), "nothing") is None
