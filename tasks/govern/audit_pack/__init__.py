"""The audit pack: what shows that the agreement is held to, gathered by the running system."""
