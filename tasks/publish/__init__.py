"""Publish: protected cells become files. Nothing here can open the secure store."""
