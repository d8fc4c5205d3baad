"""Machine code is kept for the text it was compiled from, and never runs for another."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

from tasks.protect.decide.compiled import PACKAGE, PREFIX

pytestmark = pytest.mark.slow

CALLED = """
from tasks.protect.decide.compiled import compiled

@compiled
def called(x):
    return x + 1
"""
CALLING = """
from tasks.protect.called import called
from tasks.protect.decide.compiled import compiled

@compiled
def calling(x):
    return called(x)
"""
CALL = "from tasks.protect.calling import calling; print(calling(1))"
READ_ONLY = "import os; os.access = lambda *_: False; "


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of two modules in place of this project's, one calling the other."""
    package = tmp_path / "tasks" / "protect"
    (package / "decide").mkdir(parents=True)
    shutil.copy(PACKAGE / "decide" / "compiled.py", package / "decide")
    (package / "called.py").write_text(CALLED, encoding="utf-8")
    (package / "calling.py").write_text(CALLING, encoding="utf-8")
    return package


def result(package: Path, code: str = CALL) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=package.parents[1],
        env={name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr


def kept(package: Path) -> set[Path]:
    return set((package / "__pycache__").glob(f"{PREFIX}*/*.nbc"))


def test_an_edit_of_a_called_function_runs_though_its_caller_is_the_same(package: Path) -> None:
    assert result(package) == "2"
    (package / "called.py").write_text(CALLED.replace("+ 1", "+ 2"), encoding="utf-8")
    assert result(package) == "3"


def test_what_is_kept_is_used_again(package: Path) -> None:
    result(package)
    before = {path: path.stat().st_mtime_ns for path in kept(package)}
    assert len(before) == 2
    assert result(package) == "2"
    assert {path: path.stat().st_mtime_ns for path in kept(package)} == before


def test_a_process_works_with_a_copy_where_nothing_may_be_written(package: Path) -> None:
    result(package)
    copied = (
        "; from tasks.protect.decide.compiled import writable_folder"
        "; print(*sorted(path.name for path in writable_folder().glob('*.nbc')))"
    )
    first, names = result(package, READ_ONLY + CALL + copied).splitlines()
    assert first == "2"
    assert set(names.split()) == {path.name for path in kept(package)}


def test_it_compiles_where_nothing_may_be_written_and_nothing_is_kept(package: Path) -> None:
    (package / "__pycache__").write_text("no folder", encoding="utf-8")
    assert result(package) == "2"


def test_what_older_text_left_is_removed(package: Path) -> None:
    result(package)
    older = kept(package)
    (package / "called.py").write_text(CALLED.replace("+ 1", "+ 2"), encoding="utf-8")
    remove = "; from tasks.protect.decide.compiled import remove_older; remove_older()"
    assert result(package, CALL + remove) == "3"
    assert len(kept(package)) == 2
    assert not kept(package) & older


def imported(text: str) -> Iterator[str]:
    """What a module of this package imports, by its full name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), "tasks.protect")
            yield from (f"{module}.{one.name}" for one in node.names)


def test_compiled_modules_take_nothing_from_other_packages_of_the_project() -> None:
    """What they name is compiled in: an edit of it must be one of this package."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    modules = {name: text for name, text in texts.items() if "@compiled" in text}
    assert modules
    for name, text in modules.items():
        ours = [one for one in imported(text) if one.split(".")[0] in ("tasks", "flows")]
        assert [one for one in ours if not one.startswith("tasks.protect.")] == [], name
