"""Bare `hpplan`."""
