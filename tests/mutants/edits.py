"""Small edits of the SQL and the policy of protection, one at a time.

No kept tool mutates SQL.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("sql", "protect")
# What explains or proves, and shows nothing.
LEFT_OUT = {"explained.sql", "cell_name.sql", "part_sums.sql", "release_receipt.sql"}
SQL_EDITS = (
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>!=])=(?![=])", "!="),
    (r"(?<![-<>=])<(?![=>])", "<="),
    (r"(?<![-<>=])>(?![=])", ">="),
    (r"\band\b(?! \d)", "or"),
    (r"\bor\b", "and"),
    (r" \+ ", " - "),
    (r" - ", " + "),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"\bgreatest\(", "least("),
    (r"\bleast\(", "greatest("),
    (r"\binner join\b", "left join"),
    (r"\bleft join\b", "inner join"),
    (r"\banti join\b", "semi join"),
    (r"\bunion all\b", "union"),
    (r"\bbool_and\(", "bool_or("),
    (r"\bbool_or\(", "bool_and("),
    (r"\bis null\b", "is not null"),
    (r"\bnot\b (?!null|in\b|exists)", ""),
    (r"'final'", "'first'"),
    (r"'pfa'", "'la'"),
    (r"\b12\b", "11"),
    (r"\b1\b", "0"),
    (r"\b0\b", "1"),
)
POLICY_EDITS = (
    (r"\b1\b", "2"),
    (r"\b2\b", "3"),
    (r"\b5\b", "10"),
    (r"\b7\b", "6"),
    (r"\b14\b", "13"),
)


@dataclass(frozen=True)
class Edit:
    """One edit: the file, the line from 1, what the line becomes."""

    file: Path
    line: int
    becomes: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.becomes.strip()}"

    @contextmanager
    def applied(self, project: Path) -> Iterator[None]:
        """Edit the file in a copy of the project, and have it back afterwards."""
        path = project / self.file
        before = path.read_text(encoding="utf-8")
        lines = before.split("\n")
        lines[self.line - 1] = self.becomes
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(before, encoding="utf-8")


def edits(project: Path) -> list[Edit]:
    """Every edit, in the order of files and lines."""
    files = [
        path for path in sorted((project / FOLDER).rglob("*.sql")) if path.name not in LEFT_OUT
    ]
    found = [edit for path in files for edit in _edits(project, path, SQL_EDITS, comment="--")]
    policy = project / FOLDER / "policy.toml"
    return [*found, *_edits(project, policy, POLICY_EDITS, comment="#")]


def _edits(
    project: Path, path: Path, kinds: Sequence[tuple[str, str]], comment: str
) -> Iterator[Edit]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        code = line.partition(comment)[0]
        for pattern, by in kinds:
            for one in re.finditer(pattern, code):
                becomes = code[: one.start()] + by + code[one.end() :]
                yield Edit(path.relative_to(project), number, becomes)
