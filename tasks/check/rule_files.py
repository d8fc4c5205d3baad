"""Read the rules of a gate. A rule that cannot be read is an error."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from tasks.check.outcome import SEVERITIES, BuiltInRule, QueryRule, Rule, RuleUnusableError

EXPECTATIONS = Path(__file__).parents[2] / "expectations"
SUITE = "suite.toml"
HEADER = re.compile(
    r"-- grain: .+\n-- severity: (?P<severity>\w+)\n-- reason: (?P<reason>.+)\n(?!-- severity)"
)
FIELDS = {"name", "severity", "reason", "table", "expect", "kwargs"}


@cache
def rules(gate: str) -> tuple[Rule, ...]:
    """Return the rules of a gate: the built-ins of its suite, then its queries.

    Gates are folders of ``expectations/``: 'landing', 'conformed', 'published', and
    'published/files' for the files as written.

    Raises:
        RuleUnusableError: there is no rule, or one cannot be read; the message says which.
    """
    folder = EXPECTATIONS / gate
    found = (*_suite(folder / SUITE), *(_query(path) for path in sorted(folder.glob("*.sql"))))
    names = [rule.name for rule in found]
    if not found:
        raise RuleUnusableError(f"There is no rule in expectations/{gate}.")
    if len(set(names)) < len(names):
        raise RuleUnusableError(f"Two rules of expectations/{gate} have one name.")
    return found


def _suite(path: Path) -> tuple[BuiltInRule, ...]:
    try:
        suite = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RuleUnusableError(f"{_place(path)} cannot be read: {error}") from None
    if suite.keys() != {"rule"} or not isinstance(suite["rule"], list) or not suite["rule"]:
        raise RuleUnusableError(f"{_place(path)} must hold rules ([[rule]]) and nothing else.")
    return tuple(_built_in(path, fields) for fields in suite["rule"])


def _built_in(path: Path, fields: dict[str, Any]) -> BuiltInRule:
    from tasks.check.builtin import require_usable

    where = f"{_place(path)}, rule {fields.get('name', 'without a name')}"
    if fields.keys() != FIELDS:
        wrong = ", ".join(sorted(fields.keys() ^ FIELDS))
        raise RuleUnusableError(f"{where}: each of {', '.join(sorted(FIELDS))} once; see {wrong}.")
    if fields["severity"] not in SEVERITIES:
        raise RuleUnusableError(f"{where}: severity is one of {', '.join(SEVERITIES)}.")
    rule = BuiltInRule(**fields)
    require_usable(rule, where)
    return rule


def _query(path: Path) -> QueryRule:
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    if header is None or header["severity"] not in SEVERITIES:
        raise RuleUnusableError(
            f"{_place(path)} must start with '-- grain: ...', '-- severity: critical' (or warning) "
            "and '-- reason: ...', a line each."
        )
    _require_one_select(path, text)
    return QueryRule(path.stem, header["severity"], header["reason"], text)


def _require_one_select(path: Path, text: str) -> None:
    try:
        kinds = [found.type for found in duckdb.extract_statements(text)]
    except duckdb.Error:
        kinds = []
    # A file of comments only would select nothing, so the rule would always hold.
    if kinds != [duckdb.StatementType.SELECT]:
        raise RuleUnusableError(f"{_place(path)} must hold one query (select) and nothing else.")


def _place(path: Path) -> str:
    return path.relative_to(EXPECTATIONS.parent).as_posix()
