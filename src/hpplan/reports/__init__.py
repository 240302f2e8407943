"""Findings as text: one pure function `render` per format."""
