"""Rebuild: a past release again, from the originals, the ledger before it and its code."""
