"""Lee and Wooldridge's estimators: each unit's outcomes after the start, less what it was before.

One number a unit is left, which is compared across units. So what differs between units before
funding (their own trend, or their level) can be taken into account, with few units. From the
library diff-diff. Frames are as in `estimators`, of units treated at one time.
"""

from typing import TYPE_CHECKING

from tasks.evaluate.estimators import Effect, quiet

if TYPE_CHECKING:
    import pandas as pd

YEARS_OF_LEVEL = 3


def levels(frame: "pd.DataFrame", panel: "pd.DataFrame") -> "pd.DataFrame":
    """Return the later years of a frame of logarithms, with ``level``: the mean rate of the first.

    The years that make the level are not among those that are compared: an area whose level is high
    by chance falls back, which would pass for an effect.
    """
    import numpy as np

    is_early = frame.time < frame.time.min() + YEARS_OF_LEVEL
    early = frame[is_early].groupby("unit").outcome.mean()
    residents = panel.drop_duplicates("area_code").set_index("area_code").residents
    level = early - np.log(residents[early.index])
    return frame[~is_early].assign(level=frame.unit.map(level))


def own_trends(frame: "pd.DataFrame") -> Effect:
    """Estimate with each unit's own straight line before the start subtracted (2025, section 5)."""
    return _rolling(frame, "detrend", [])


def level_adjusted(frame: "pd.DataFrame") -> Effect:
    """Estimate among units of the same ``level``, a column constant by unit, in every period."""
    return _rolling(frame, "demean", ["level"])


def _rolling(frame: "pd.DataFrame", how: str, covariates: list[str]) -> Effect:
    from diff_diff import LWDiD

    treated = ((frame.start > 0) & (frame.time >= frame.start)).astype(int)
    with quiet():
        # HC3 is the jackknife of units, as that of the Poisson estimate is.
        fit = LWDiD(rolling=how, vcov_type="hc3").fit(
            frame.assign(treated=treated),
            "outcome",
            "unit",
            "time",
            "treated",
            covariates=covariates or None,
        )
    return Effect(float(fit.att), float(fit.se), frame.unit.nunique())
