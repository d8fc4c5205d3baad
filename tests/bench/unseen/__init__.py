"""Disclosure control over unseen synthetic histories by seeds: `make bench-unseen`."""
