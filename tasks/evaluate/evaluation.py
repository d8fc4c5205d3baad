"""The annual evaluation: estimates from unsuppressed counts, of which only a list is published."""

import filecmp
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import duckdb

from tasks.evaluate.allowed import Shown
from tasks.evaluate.error_rates import read_error_rates
from tasks.evaluate.hidden import read_shown, require_candidates, without_hidden
from tasks.evaluate.output import write_evaluation
from tasks.evaluate.panel import read_panel
from tasks.evaluate.refusal import NoEvaluationError
from tasks.evaluate.results import Results, add_results
from tasks.evaluate.specification import Specification, specification
from tasks.evaluate.story import Evaluation
from tasks.evaluate.value import Costs, read_costs, shown_admissions, value_for_money
from tasks.evaluate.words import main_row
from tasks.govern.access.content import content_of
from tasks.govern.agreement import agreement_for, today
from tasks.protect.policy import policy_shown
from tasks.publish.manifest import file_names
from tasks.publish.release_content import Content, read_content
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import release_store, secure_store
from tasks.store.whole_folder import appearing_whole

Row = dict[str, Any]


@dataclass(frozen=True)
class EvaluationReceipt:
    """The folder of the evaluation, the sha256 of each file, and what was made. No counts.

    ``seconds`` is the time of each part: ``estimates`` (with the panels) and ``writing``.
    """

    folder: Path
    specification: str
    files: dict[str, str]
    estimates: int
    tables: int
    seconds: dict[str, float]

    def __str__(self) -> str:
        took = ", ".join(f"{part} {seconds:.1f} s" for part, seconds in self.seconds.items())
        return (
            f"Evaluated: {self.estimates} estimates, {self.tables} tables ({took})\n"
            f"Evaluation: {self.folder}"
        )


def evaluate(data: DataFolder) -> EvaluationReceipt:
    """Evaluate the funded areas on the current figures, into ``DATA/evaluation``.

    The same figures, specification and code give the same bytes, which are written once. An
    evaluation that differs from the last of its month becomes the next ``e<N>``.

    Raises:
        NoEvaluationError: there are no figures, or no release of them.
        OutsideAgreementError: today is outside the agreement's window.
        NotAllowedError: a table would hold what may not be published. Nothing is written then.
        KeyRefusedError: there is no key, or it is not the key of the secure store.
        OSError: the folder cannot be written. Nothing of the evaluation is left then.
    """
    _require_stores(data)
    agreement_for(content_of(data)).require_open(today())
    spec = specification()
    month = _month(data)
    revision = _revision(data, month)
    started = perf_counter()
    results = _estimated(data, (month, revision), spec)
    estimated = perf_counter()
    folder, tables = _written(data, (month, revision), results, spec)
    seconds = {"estimates": estimated - started, "writing": perf_counter() - estimated}
    files = {name: sha256_of(folder / name) for name in file_names(folder)}
    return EvaluationReceipt(folder, spec.sha256, files, len(results.estimates), tables, seconds)


def _require_stores(data: DataFolder) -> None:
    if not (data.secure_store.exists() and data.release_store.exists()):
        raise NoEvaluationError(
            f"There are no figures in {data.root}: make a release first (python -m flows run)."
        )


def _month(data: DataFolder) -> date:
    with secure_store(data) as connection:
        (month,) = connection.execute(statement("evaluate/release_month")).fetchone() or (None,)
        (funded,) = connection.execute(statement("evaluate/last_funding")).fetchone() or (None,)
    if month is None:
        raise NoEvaluationError(
            "No drop has been conformed: make a release first (python -m flows run)."
        )
    require_a_year_of_funding(month, cast(date, funded))
    return cast(date, month)


def require_a_year_of_funding(month: date, funded: date) -> None:
    """Pass if figures up to ``month`` include a year since the last area was funded.

    On shorter panels a library ends the process.

    Raises:
        NoEvaluationError: they do not.
    """
    if (month.year, month.month + 1) < (funded.year + 1, funded.month):
        raise NoEvaluationError(
            f"The figures end in {month:%Y-%m}, less than a year after the last area was funded "
            f"({funded:%Y-%m}): nothing can be estimated yet."
        )


def _revision(data: DataFolder, month: date) -> int:
    with release_store(data) as connection:
        found = connection.execute(statement("evaluate/latest_revision"), {"month": month})
        (revision,) = found.fetchone() or (None,)
    if revision is None:
        raise NoEvaluationError(
            f"There is no release of {month:%Y-%m}, the month of the current figures: make it "
            f"first (python -m flows release --month {month:%Y-%m})."
        )
    return int(revision)


def _estimated(data: DataFolder, release: tuple[date, int], spec: Specification) -> Results:
    with release_store(data) as connection:
        rules = policy_shown(connection, *release)
        shown = {
            outcome.key: read_shown(connection, outcome, release, rules)
            for outcome in spec.outcomes
        }
    results = Results()
    with secure_store(data) as connection:
        for outcome in spec.outcomes:
            counted = read_panel(connection, outcome, spec.first_month)
            panel = without_hidden(connection, counted, shown[outcome.key])
            require_candidates(connection, counted, shown[outcome.key], rules)
            require_a_year_of_funding(panel.month.max(), panel.starts.max())
            add_results(results, outcome, panel, spec)
    return results


def _written(
    data: DataFolder,
    release: tuple[date, int],
    results: Results,
    spec: Specification,
) -> tuple[Path, int]:
    with release_store(data) as connection:
        content = read_content(connection, *release)
        shown, released = _shown(connection, content, spec)
        costs = read_costs(connection)
        rates = read_error_rates(connection)
    values = _values(shown, results, costs, spec)
    month, _ = release
    earlier = sorted((data.evaluation / f"{month:%Y-%m}").glob("e*"), key=_number)
    number = _number(earlier[-1]) + 1 if earlier else 1
    folder = data.evaluation / f"{month:%Y-%m}" / f"e{number}"
    evaluation = Evaluation(f"{month:%B %Y}", spec, content, costs, results, values, rates)
    data.evaluation.mkdir(mode=0o700, exist_ok=True)
    with appearing_whole(folder) as partial:
        write_evaluation(evaluation, shown, released, partial)
    if earlier and _same(earlier[-1], folder):
        shutil.rmtree(folder)
        folder = earlier[-1]
    return folder, len(vars(results)) + 2


def _shown(
    connection: duckdb.DuckDBPyConnection, content: Content, spec: Specification
) -> tuple[list[Row], frozenset[Shown]]:
    release = {"month": content.month, "revision": content.revision}
    values = {**release, "first_month": spec.first_month}
    found = connection.execute(statement("evaluate/shown_year"), values)
    columns = [column for column, *_ in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    ever = connection.execute(statement("evaluate/ever_shown"), release).fetchall()
    return rows, frozenset(Shown(*figure) for figure in ever)


def _values(shown: Iterable[Row], results: Results, costs: Costs, spec: Specification) -> list[Row]:
    rows = list(shown)
    return [
        row
        for outcome in spec.outcomes
        if outcome.key in spec.value.outcomes
        for row in value_for_money(
            outcome,
            main_row(results.estimates, outcome, spec.value.variant),
            shown_admissions(rows, outcome, costs),
            costs,
            spec,
        )
    ]


def _number(folder: Path) -> int:
    return int(folder.name.removeprefix("e"))


def _same(one: Path, other: Path) -> bool:
    names = file_names(one)
    if names != file_names(other):
        return False
    return filecmp.cmpfiles(one, other, names, shallow=False)[0] == names
