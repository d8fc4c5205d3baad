"""What runs beside the flows: server, workers, watcher, mail, sign-off, settings."""
