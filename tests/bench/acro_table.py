"""Suppression of one table by acro, run by a Python that has acro and nothing of ours."""

import contextlib
import io
import json
import sys
import time

import pandas as pd

counts = pd.read_csv(sys.argv[1])
# acro counts records: one row per admission.
records = counts.loc[counts.index.repeat(counts["n"]), ["pfa", "month", "age2"]].reset_index(
    drop=True
)

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import acro

    session = acro.ACRO(suppress=True)
    session.crosstab(records["pfa"].head(1000), records["age2"].head(1000))
    start = time.process_time()
    table = session.crosstab(records["pfa"], records["month"])
    seconds = time.process_time() - start

print(
    json.dumps(
        {
            "seconds": seconds,
            "figures": int(table.size),
            "suppressed": int(table.isna().sum().sum()),
            "version": getattr(acro, "__version__", ""),
        }
    )
)
