"""Checks of the capacity of waves, by counting."""
