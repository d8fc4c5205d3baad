"""The audit pack: evidence that the agreement is kept, gathered from the running system."""
