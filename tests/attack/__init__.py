"""Attacks on releases by code that shares nothing with what protects them: `make bench-attack`."""
