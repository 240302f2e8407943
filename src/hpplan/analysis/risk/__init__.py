"""Risks: futures of a plan, each planned again, and their statistics."""
