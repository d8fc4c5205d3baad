"""Decide: on which rung of the ladder each figure is shown, blind to the counts."""
