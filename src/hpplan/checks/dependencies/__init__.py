"""Checks of sites that wait for each other or go together."""
