"""The receiver's page: what it tells people to type, typed; age and R are Debian's."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.hand_over.states import registered, take_receipt
from tasks.hand_over.transfer_log import RECEIVED, state_of
from tests.hand_over.conftest import Sent

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "receive-a-package.md"
TRIED = re.compile(r"<!-- tried: (.+?) -->\n```\w+\n(.*?)```", re.DOTALL)


def blocks(kind: str) -> list[str]:
    found = [text for of, text in TRIED.findall(PAGE.read_text(encoding="utf-8")) if of == kind]
    assert found, f"{kind}: no block of it on the page"
    return found


def typed(*command: str, into: Path, **environment: str) -> None:
    assert shutil.which(command[0]), f"{command[0]} is needed: see .ci/whole"
    done = subprocess.run(
        command,
        cwd=into,
        env={"PATH": os.environ["PATH"], "HOME": str(into), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def payload(received_once: Path) -> Path:
    (folder,) = (path / "data" for path in received_once.iterdir() if path.is_dir())
    return folder


@pytest.mark.outputs
def test_standard_tools_verify_decrypt_and_write_a_receipt(sent: Sent, tmp_path: Path) -> None:
    hull = tmp_path / "hull"
    shutil.copytree(sent.folder, hull)
    shutil.copy(sent.keys.identity, hull)
    shutil.copy(sent.keys.allowed_signers, hull)
    for block in blocks("shell"):
        typed("bash", "-euo", "pipefail", "-c", block, into=hull, NAME=sent.package)

    receipt = hull / f"{sent.package}-receipt.json"
    assert json.loads(receipt.read_text())["package"] == sent.package
    assert take_receipt(sent.data, receipt, registered(sent.data, "reviewer")) == sent.package
    assert state_of(sent.data, sent.package) == RECEIVED
    assert not list(hull.glob("*.tar"))


@pytest.mark.outputs
def test_an_altered_bit_stops_the_standard_tools(sent: Sent, tmp_path: Path) -> None:
    hull = tmp_path / "hull"
    shutil.copytree(sent.folder, hull)
    shutil.copy(sent.keys.identity, hull)
    shutil.copy(sent.keys.allowed_signers, hull)
    content = bytearray((hull / sent.file.name).read_bytes())
    content[-1] ^= 1
    (hull / sent.file.name).write_bytes(content)

    with pytest.raises(AssertionError, match="verification failed"):
        typed("bash", "-euo", "pipefail", "-c", blocks("shell")[0], into=hull, NAME=sent.package)
    assert not (hull / sent.package).exists()


def test_python_loads_it(payload: Path) -> None:
    (block,) = blocks("Python")
    typed(sys.executable, "-c", block, into=payload)


@pytest.mark.outputs
@pytest.mark.parametrize("kind", ["R", "R with haven"])
def test_r_loads_it(payload: Path, kind: str) -> None:
    (block,) = blocks(kind)
    typed("Rscript", "-e", block, into=payload)


@pytest.mark.outputs
@pytest.mark.parametrize("kind", ["R", "R with haven"])
def test_r_sees_a_count_that_was_lost(payload: Path, tmp_path: Path, kind: str) -> None:
    shutil.copytree(payload, tmp_path / "data")
    for name in ("csv/total.csv", "stata/total.dta"):
        spoil(tmp_path / "data" / name)
    (block,) = blocks(kind)
    with pytest.raises(AssertionError, match=r"not (all )?TRUE"):
        typed("Rscript", "-e", block, into=tmp_path / "data")


def spoil(path: Path) -> None:
    import pandas as pd

    if path.suffix == ".csv":
        total = pd.read_csv(path)
        total["total"] += 1
        total.to_csv(path, index=False)
    else:
        total = pd.read_stata(path)
        total["total"] += 1
        total.to_stata(path, write_index=False, version=118)
