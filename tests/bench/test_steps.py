"""The parts that a bench times are there: a step that moved would fail only after a whole run."""

from importlib import import_module

import pytest

from tests.bench.steps import OUTPUTS, STEPS, WITHIN

CALLED = (
    *((module.__name__, name) for module, name, _ in WITHIN),
    *((f"tasks.{folder}.task", name) for name, (_, folder) in STEPS.items()),
    *OUTPUTS.values(),
)


@pytest.mark.parametrize(("module", "name"), CALLED)
def test_what_is_timed_is_there(module: str, name: str) -> None:
    assert callable(getattr(import_module(module), name))
