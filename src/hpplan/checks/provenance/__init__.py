"""Checks of where statements come from."""
