"""Conform: make landed counts one table with the area codes of today, and figures from it."""
