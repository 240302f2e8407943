"""Checks of claims that cannot both hold, or that have no effect."""
