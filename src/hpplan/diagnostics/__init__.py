"""Findings: what is reported, where, how it is suppressed, and how it is fixed."""
