"""Checks of what waves can hold, by counting."""
