"""Conform: landed counts become one table on one code base; figures are made of it."""
