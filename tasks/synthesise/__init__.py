"""Synthetic drops in the format of the delivered extracts, made from random numbers.

write_drop(folder, "all assault", "PEDW", "2012/13 M03", Layout(orientation="long"))
true_counts("all assault", "PEDW", "2012/13 M03")
"""

from tasks.synthesise.counts import TrueCount, true_counts
from tasks.synthesise.drop import write_drop
from tasks.synthesise.extract import Extract
from tasks.synthesise.layout import Layout

__all__ = ["Extract", "Layout", "TrueCount", "true_counts", "write_drop"]
