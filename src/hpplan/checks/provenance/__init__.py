"""Checks of the sources of statements."""
