"""Small edits of the SQL, the policy and the Python of protection, one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What explains, proves or prepares, and shows nothing.
LEFT_OUT = {"explain.py", "proof.py", "checker.py", "compile.py", "compiled.py", "__init__.py"}
LEFT_OUT_SQL = {
    "explained.sql",
    "cell_name.sql",
    "part_sums.sql",
    "release_receipt.sql",
}
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
TOML_EDITS = (
    (r"\b1\b", "2"),
    (r"\b2\b", "3"),
    (r"\b5\b", "10"),
    (r"\b7\b", "6"),
    (r"\b14\b", "13"),
)
PYTHON_EDITS = (
    (r" <= ", " < "),
    (r" >= ", " > "),
    (r" < ", " <= "),
    (r" > ", " >= "),
    (r" == ", " != "),
    (r" and ", " or "),
    (r" or ", " and "),
    (r" \+ 1\b", ""),
    (r" - 1\b", ""),
    (r"\bnot ", ""),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"^(    )+(gate|require|_store|make_rung|make_model|decide)\(.*\)$", r"\1pass"),
)


@dataclass(frozen=True)
class Edit:
    """One edit: the file, the line from 1, what the line becomes."""

    file: str
    line: int
    becomes: str

    def apply(self, root: Path) -> None:
        """Edit the file in a copy of the project."""
        path = root / self.file
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[self.line - 1] = self.becomes
        path.write_text("\n".join(lines), encoding="utf-8")

    def is_compiled(self) -> bool:
        """Tell if the edited file holds compiled functions."""
        return "@compiled" in (ROOT / self.file).read_text(encoding="utf-8")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.becomes.strip()}"


def edits() -> list[Edit]:
    """Every edit, in the order of files and lines."""
    found: list[Edit] = []
    for path in sorted((ROOT / "sql" / "protect").rglob("*.sql")):
        if path.name not in LEFT_OUT_SQL:
            found += _edits(path, SQL_EDITS, comment="--")
    found += _edits(ROOT / "sql" / "protect" / "policy.toml", TOML_EDITS, comment="#")
    for path in sorted((ROOT / "tasks" / "protect").glob("*.py")):
        if path.name not in LEFT_OUT:
            found += _edits(path, PYTHON_EDITS, comment="#")
    return found


def _edits(path: Path, kinds: tuple[tuple[str, str], ...], comment: str) -> Iterator[Edit]:
    in_words = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        code = line.partition(comment)[0]
        if path.suffix == ".py" and code.count('"""') == 1:
            in_words = not in_words
        elif (
            not in_words
            and '"""' not in code
            and not code.lstrip().startswith(("import", "from t"))
        ):
            for pattern, by in kinds:
                for one in re.finditer(pattern, code):
                    if path.suffix != ".py" or not _is_in_text(code, one.start()):
                        becomes = code[: one.start()] + one.expand(by) + code[one.end() :]
                        yield Edit(path.relative_to(ROOT).as_posix(), number, becomes)


def _is_in_text(code: str, at: int) -> bool:
    """Words that people read are no rule."""
    return code[:at].count('"') % 2 == 1
