"""Checks of claims that cannot both hold, or that nothing follows from."""
