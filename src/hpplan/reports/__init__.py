"""Findings, and what their codes mean, as text: one pure function `render` per format."""
