"""Protect: true figures become what may be shown."""
