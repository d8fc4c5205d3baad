"""Check the proofs of an audit. Simple on purpose: plain numbers, no compiled code, nothing of the
code that found them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Interval = tuple[int, int]
Sums = Mapping[int, tuple[int, Sequence[int]]]
"""Per relation_id: the total and its parts."""


class Step(NamedTuple):
    """One line of a proof: by this relation the figure cell_id lies in lo..hi."""

    relation_id: int
    cell_id: int
    lo: int
    hi: int


class ProofError(AssertionError):
    """A proof does not prove what it claims."""


def check_table(table: Mapping[int, int], shown: Mapping[int, Interval], sums: Sums) -> None:
    """A complete table agrees with every interval shown and with every sum. Raises ProofError."""
    for cell, (lo, hi) in shown.items():
        if not lo <= table[cell] <= hi:
            raise ProofError(f"figure {cell} is outside what is shown")
    for relation, (total, parts) in sums.items():
        if table[total] != sum(table[part] for part in parts):
            raise ProofError(f"sum {relation} does not hold")


def check_safe(
    cell: int,
    one: Mapping[int, int],
    other: Mapping[int, int],
    shown: Mapping[int, Interval],
    sums: Sums,
    refused_at_most: int,
) -> None:
    """Two complete tables agree with everything shown, differ in cell, and one of them exceeds what
    is refused."""
    check_table(one, shown, sums)
    check_table(other, shown, sums)
    if one[cell] == other[cell] or max(one[cell], other[cell]) <= refused_at_most:
        raise ProofError(f"figure {cell} is not shown to be safe")


def check_recovered(
    cell: int, bounds: Interval, steps: Sequence[Step], shown: Mapping[int, Interval], sums: Sums
) -> None:
    """Every step follows from the intervals shown and the steps before it, and the last ones leave
    cell in bounds."""
    known = dict(shown)
    for step in steps:
        lo, hi = implied(step.cell_id, step.relation_id, known, sums)
        if step.lo < lo or step.hi > hi:
            raise ProofError(f"sum {step.relation_id} does not give figure {step.cell_id}")
        known[step.cell_id] = (max(known[step.cell_id][0], lo), min(known[step.cell_id][1], hi))
    if known[cell][0] < bounds[0] or known[cell][1] > bounds[1]:
        raise ProofError(f"figure {cell} is not recovered")


def implied(cell: int, relation: int, known: Mapping[int, Interval], sums: Sums) -> Interval:
    """What one sum says about one of its figures, with what it was known to be before."""
    total, parts = sums[relation]
    others = [part for part in parts if part != cell]
    others_lo, others_hi = sum(known[p][0] for p in others), sum(known[p][1] for p in others)
    lo, hi = known[cell]
    if cell == total:
        return max(lo, others_lo), min(hi, others_hi)
    return max(lo, known[total][0] - others_hi), min(hi, known[total][1] - others_lo)
