"""Arrive: which delivered files are complete, and which of them a run is still to be made for."""
