"""Govern: who may see what until when, and who decided; it knows no figure."""
