"""Find the chain of sums that gives a figure away, by propagation that remembers where each bound
came from."""

from collections import deque
from collections.abc import Mapping

from tasks.protect.audit.checker import Interval, Step, Sums, implied


def chain(cell: int, shown: Mapping[int, Interval], sums: Sums) -> list[Step]:
    """The steps that narrow cell as far as propagation goes, only those it needs, in the order to
    follow them."""
    known, uses = dict(shown), _uses(sums)
    steps: list[Step] = []
    queue, queued = deque(sorted(sums)), set(sums)
    while queue:
        relation = queue.popleft()
        queued.discard(relation)
        total, parts = sums[relation]
        for figure in (total, *parts):
            lo, hi = implied(figure, relation, known, sums)
            if (lo, hi) != known[figure]:
                steps.append(Step(relation, figure, lo, hi))
                known[figure] = (lo, hi)
                waiting = [r for r in uses[figure] if r != relation and r not in queued]
                queue.extend(waiting)
                queued.update(waiting)
    return _needed(cell, steps, sums)


def _uses(sums: Sums) -> dict[int, list[int]]:
    uses: dict[int, list[int]] = {}
    for relation, (total, parts) in sums.items():
        for figure in (total, *parts):
            uses.setdefault(figure, []).append(relation)
    return uses


def _needed(cell: int, steps: list[Step], sums: Sums) -> list[Step]:
    """Only the steps on which the last word about cell rests."""
    wanted, needed = {cell}, []
    for step in reversed(steps):
        if step.cell_id in wanted:
            total, parts = sums[step.relation_id]
            wanted.update((total, *parts))
            needed.append(step)
    return needed[::-1]
