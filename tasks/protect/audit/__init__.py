"""Audit: what an outsider can work out of all that is shown; what tells too much is refused."""
