"""What people and units type: each command checks its input, then imports what it starts."""
