"""Checks of dates and of what follows from them."""
