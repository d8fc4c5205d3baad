"""Compile protection ahead of its first use: ``python -m tasks.protect.decide.compile``.

A first run without it takes half a minute longer.
"""

import numpy as np

from tasks.protect.audit.exact import settle
from tasks.protect.decide.compiled import remove_older
from tasks.protect.decide.decision import decide_rows
from tasks.protect.model import Known, Relations
from tasks.protect.policy import policy


def main() -> None:
    """Decide and audit the smallest release there is: one sum of two figures."""
    remove_older()
    sums = Relations(*(np.array(column, np.int32) for column in ([0, 0], [2, 2], [0, 1])))
    lo, hi, count = (np.array(row, np.int64) for row in ([0, 0, 9], [9, 9, 9], [4, 5, 9]))
    none = np.zeros(3, bool)
    before = Known(lo, hi, is_protected=np.array([True, True, False]))
    decide_rows(sums, before, np.array([0, 1], np.int32), count, policy(), count[:2])
    settle(
        sums, (lo, hi), count, np.array([0, 1]), policy(), is_span=none, is_rest=none, system=none
    )


if __name__ == "__main__":
    main()
