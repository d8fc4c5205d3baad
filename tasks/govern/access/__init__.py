"""Access: who may open unsuppressed counts, under which agreement, and the log of it."""
