"""Rebuild a past release from the original files, the ledger before it and the code of its time."""
