"""Govern: who may see what and until when, and who decided. No figure is handled here."""
