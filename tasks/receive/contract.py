"""The page of the delivery contract: its tables are those of the reference files.

    python -m tasks.receive.contract

What people write stays; what stands between two marks is made from ``refusal.csv``, of whose rows
each names a statement of ``sql/receive/refuse`` or a rule of the landing gate, and from the
delivery profiles.
"""

import re
from collections.abc import Iterable, Sequence

import duckdb

from tasks.check.rule_files import rules
from tasks.store.statements import SQL, statement
from tasks.store.stores import no_store

PAGE = SQL.parent / "docs" / "reference" / "contract.md"
REFUSE = SQL / "receive" / "refuse"
MADE = re.compile(r"(<!-- made: (\w+) (.+?) -->\n).*?(\n<!-- end -->)", re.DOTALL)
SENTENCES = ("the contract says", "broken by", "reason", "refused by")
ENTRIES = ("where", "text", "means")
MEANINGS = ("place", "meaning", "value", "what it says")
# Its words are those of the agreement, and it is asked before the contract is.
AGREEMENT = "agreement_ended"


class NoSuchRefusalError(ValueError):
    """A row of ``refusal.csv`` names no statement and no rule, or more than one."""


def made(text: str) -> str:
    """Return the text of the page with its tables made anew.

    Raises:
        NoSuchRefusalError: the contract says what nothing refuses.
    """
    with no_store() as connection:
        tables = {"part": _sentences, "entries": _entries, "meanings": _meanings}
        return MADE.sub(
            lambda mark: mark[1] + "\n" + tables[mark[2]](connection, mark[3]) + mark[4], text
        )


def refused_by(refusal: str) -> str:
    """Return what refuses a file for a reason: a statement, or a rule of the landing gate.

    Raises:
        NoSuchRefusalError: nothing does, or more than one.
    """
    found = [
        path.relative_to(REFUSE.parent).with_suffix("").as_posix()
        for path in sorted(REFUSE.rglob("*.sql"))
        if f"'{refusal}'" in path.read_text(encoding="utf-8")
    ]
    found += [f"landing/{rule.name}" for rule in rules("landing") if rule.name == refusal]
    found += ["the agreement"] if refusal == AGREEMENT else []
    if len(found) != 1:
        raise NoSuchRefusalError(f"{refusal} is refused by {' and '.join(found) or 'nothing'}.")
    return found[0]


def _sentences(connection: duckdb.DuckDBPyConnection, part: str) -> str:
    rows = connection.execute(statement("receive/contract/sentence"), {"part": part}).fetchall()
    return _table(SENTENCES, (row for one in rows for row in _broken(*one)))


def _broken(refusal: str, sentence: str, broken_by: str, told: str) -> Iterable[Sequence[str]]:
    first, *more = broken_by.split(" | ")
    by = refused_by(refusal)
    told = told.replace("{}", "...") if told else refusal
    yield sentence, first, told, f"`{by}`"
    yield from (("", one, told, "") for one in more)


def _entries(connection: duckdb.DuckDBPyConnection, profile: str) -> str:
    rows = connection.execute(statement("receive/contract/entry"), {"profile": profile})
    return _table(ENTRIES, rows.fetchall())


def _meanings(connection: duckdb.DuckDBPyConnection, _: str) -> str:
    return _table(MEANINGS, connection.execute(statement("receive/contract/meaning")).fetchall())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
