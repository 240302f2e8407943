"""Checks of names, numbers and selectors."""
