"""Compile the decision ahead of its first use: ``python -m tasks.protect.compile``.

numba keeps what it compiled beside the modules; a first run without it takes ten seconds longer.
"""

import numpy as np

from tasks.protect.decision import decide_rows
from tasks.protect.model import Known, Relations
from tasks.protect.policy import policy


def main() -> None:
    """Decide the smallest release there is: one sum of two figures."""
    sums = Relations(*(np.array(column, np.int32) for column in ([0, 0], [2, 2], [0, 1])))
    before = Known(
        lo=np.array([0, 0, 9], np.int64),
        hi=np.array([9, 9, 9], np.int64),
        is_protected=np.array([True, True, False]),
    )
    order = np.array([0, 1], np.int32)
    decide_rows(sums, before, order, np.array([4, 5, 9], np.int64), policy())


if __name__ == "__main__":
    main()
