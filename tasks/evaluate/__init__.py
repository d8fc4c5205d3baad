"""Evaluate: estimate effects of Violence Reduction Units on admissions from unsuppressed counts."""
