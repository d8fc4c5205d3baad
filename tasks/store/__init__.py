"""Store: opens stores, runs statements, writes durably, holds locks. No disclosure rule is here."""
