"""The evaluation as a whole, on invented stores."""

import base64
import csv
import hashlib
import json
import re
from datetime import date

import duckdb
import numpy as np
import pikepdf
import pypdf
import pytest

from flows.__main__ import main
from tasks.evaluate.evaluation import EvaluationReceipt, evaluate, require_a_year_of_funding
from tasks.evaluate.refusal import NoEvaluationError, NotAllowedError
from tasks.evaluate.results import Results
from tasks.evaluate.specification import FILE, specification
from tasks.govern.agreement import OutsideAgreementError
from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.store.folders import DataFolder
from tests.bench.evaluation import drawn
from tests.evaluate.invented import evaluated, fill_release, fill_secure
from tests.publish.test_html import ELSEWHERE, Elements

pytestmark = pytest.mark.slow

SPEC = specification()
SHA256 = hashlib.sha256(FILE.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, EvaluationReceipt]:
    data = DataFolder(tmp_path_factory.mktemp("evaluation") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_FILE, raising=False)
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        data.prepare()
        make_throw_away_key(data)
        evaluated(data)
        return data, evaluate(data)


@pytest.fixture(scope="module")
def receipt(made: tuple[DataFolder, EvaluationReceipt]) -> EvaluationReceipt:
    return made[1]


def table(receipt: EvaluationReceipt, kind: str) -> list[dict[str, str]]:
    with (receipt.folder / f"{kind}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_receipt_names_and_hashes_every_file(receipt: EvaluationReceipt) -> None:
    assert receipt.folder.parts[-3:] == ("evaluation", "2024-01", "e1")
    assert receipt.specification == SHA256
    assert len(receipt.files) == 11
    for name, digest in receipt.files.items():
        assert hashlib.sha256((receipt.folder / name).read_bytes()).hexdigest() == digest
    assert receipt.estimates == len(table(receipt, "estimates"))


def test_the_specification_stands_in_every_output(receipt: EvaluationReceipt) -> None:
    for kind in ("estimates", "sensitivity", "events", "gaps", "checks", "value", "shown"):
        assert {row["specification"] for row in table(receipt, kind)} == {SHA256}
    manifest = json.loads((receipt.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["specification_sha256"] == SHA256
    assert SHA256 in page(receipt)
    assert SHA256 in report(receipt).replace(" ", "")
    assert (receipt.folder / FILE.name).read_bytes() == FILE.read_bytes()


def test_each_outcome_is_estimated_as_specified(receipt: EvaluationReceipt) -> None:
    rows = table(receipt, "estimates")
    for outcome in SPEC.outcomes:
        found = [row["estimator"] for row in rows if row["outcome"] == outcome.key]
        assert list(dict.fromkeys(found)) == list(outcome.estimators)
        if "poisson" in found:
            variants = [
                row["variant"]
                for row in rows
                if row["outcome"] == outcome.key and row["estimator"] == "poisson"
            ]
            assert variants == ["main", *(variant.key for variant in SPEC.variants)]
    assert all(row["smallest_detectable"] for row in rows)


def test_the_planted_effect_is_found(receipt: EvaluationReceipt) -> None:
    main_row = table(receipt, "estimates")[0]
    assert float(main_row["lower"]) <= -10 <= float(main_row["upper"])
    assert float(main_row["upper"]) < 0
    assert "Fewer admissions in funded areas" in page(receipt)


def test_what_it_stands_on_is_beside_each_estimate_that_has_an_event_study(
    receipt: EvaluationReceipt,
) -> None:
    rows = table(receipt, "sensitivity")
    told = {(row["outcome"], row["estimator"]) for row in rows}
    assert told == {
        (outcome.key, name)
        for outcome in SPEC.outcomes
        for name in outcome.estimators
        if name in ("poisson", "group-time")
    }
    for text in (page(receipt), report(receipt)):
        assert "Where each estimate fails" in text
        assert "Sensitivity: all assault, under 25" in text
        assert "covered are" in text


def test_no_estimate_is_of_cleveland_and_humberside_alone(receipt: EvaluationReceipt) -> None:
    for kind in ("estimates", "sensitivity", "events", "gaps", "checks"):
        assert min(int(row["funded_areas"]) for row in table(receipt, kind)) >= 18
    assert min(int(row["event"]) for row in table(receipt, "events")) == -6


def test_again_is_the_same_evaluation(
    made: tuple[DataFolder, EvaluationReceipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY_FILE, raising=False)
    data, first = made
    again = evaluate(data)
    assert again.folder == first.folder
    assert again.files == first.files
    assert [path.name for path in first.folder.parent.iterdir()] == ["e1"]


def page(receipt: EvaluationReceipt) -> str:
    (path,) = receipt.folder.glob("*.html")
    return path.read_text(encoding="utf-8")


def report(receipt: EvaluationReceipt) -> str:
    (path,) = receipt.folder.glob("*.pdf")
    pages = (one.extract_text() for one in pypdf.PdfReader(path).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def test_the_report_is_tagged(receipt: EvaluationReceipt) -> None:
    (path,) = receipt.folder.glob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"


def test_both_outputs_are_marked_and_say_the_same(receipt: EvaluationReceipt) -> None:
    html, pdf = page(receipt), report(receipt)
    for text in (html, pdf):
        assert "OFFICIAL-SENSITIVE until cleared." in text
        assert "Management information, not official statistics" in text
        assert "Synthetic demonstration data" in text
        assert "GDP deflators of March 2026" in text
        assert "Placebo in space" in text
    (headline,) = re.findall(r'<p class="lead">(.*?)</p>', html)
    assert headline[:60] in pdf


def test_the_page_asks_nothing_of_anyone(receipt: EvaluationReceipt) -> None:
    html = page(receipt)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html.replace("&#39;", "'")
    assert "default-src 'none'" in html.replace("&#39;", "'")
    for name, attributes in Elements(html).found:
        assert name not in {"script", "link", "img", "iframe"}
        assert not ELSEWHERE & set(attributes)


def test_a_folder_without_figures_says_what_to_do(
    data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoEvaluationError, match="make a release first"):
        evaluate(data)
    assert main(["evaluate", "--data", str(data.root)]) == 1
    assert "python -m flows run" in capsys.readouterr().err


def test_figures_of_which_there_is_no_release_are_refused(data: DataFolder) -> None:
    fill_secure(data, drawn(0.0, np.random.default_rng(1)))
    fill_release(data)
    with duckdb.connect(str(data.release_store)) as connection:
        connection.execute("delete from release")
    with pytest.raises(NoEvaluationError, match="no release of 2024-01"):
        evaluate(data)
    assert not list(data.evaluation.rglob("*.csv"))


def test_outside_the_agreement_nothing_is_estimated(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_secure(data, drawn(0.0, np.random.default_rng(1)))
    fill_release(data)
    monkeypatch.setattr("tasks.evaluate.evaluation.content_of", lambda _: "real")
    with pytest.raises(OutsideAgreementError, match="ended on 27 January 2025"):
        evaluate(data)
    assert not data.evaluation.exists()


def test_what_is_not_allowed_leaves_nothing(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_secure(data, drawn(0.0, np.random.default_rng(1)))
    fill_release(data)
    leaking = Results(gaps=[{"outcome": "sharp", "year": "2019-20", "synthetic": 4.2}])
    monkeypatch.setattr("tasks.evaluate.evaluation._estimated", lambda *_: leaking)
    monkeypatch.setattr("tasks.evaluate.evaluation._values", lambda *_: [])
    with pytest.raises(NotAllowedError, match="synthetic"):
        evaluate(data)
    assert not [path for path in data.evaluation.rglob("*") if path.is_file()]


def test_the_command_says_what_stands(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = EvaluationReceipt(data.evaluation, SHA256, {}, 36, 6, {"estimates": 1.24})
    monkeypatch.setattr("tasks.evaluate.evaluation.evaluate", lambda _: receipt)
    assert main(["evaluate", "--data", str(data.root)]) == 0
    out = capsys.readouterr().out
    assert "36 estimates, 6 tables (estimates 1.2 s)" in out
    assert str(data.evaluation) in out


@pytest.mark.parametrize(
    ("last", "is_told"), [("2012-04-01", True), ("2023-02-01", True), ("2023-03-01", False)]
)
def test_without_a_year_of_funding_nothing_is_estimated(last: str, is_told: bool) -> None:
    """A panel of so few months ends the process inside a library."""
    month, funded = date.fromisoformat(last), date(2022, 4, 1)
    if is_told:
        with pytest.raises(NoEvaluationError, match="nothing can be estimated yet"):
            require_a_year_of_funding(month, funded)
    else:
        require_a_year_of_funding(month, funded)
