"""Evaluate: effects of Violence Reduction Units on admissions, estimated on unsuppressed counts."""
