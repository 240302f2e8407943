"""Checks of the current plan."""
