"""Receive: delivered files become landed counts, or go to quarantine whole with a reason."""
