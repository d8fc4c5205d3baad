"""Store: opening stores, running statements, writing durably, locks; it knows no rule."""
