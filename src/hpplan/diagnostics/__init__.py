"""Findings: their content, their places, how they are suppressed, and how they are fixed."""
