"""Checks of who waits for whom and who goes together."""
