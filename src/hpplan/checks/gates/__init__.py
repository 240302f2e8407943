"""Checks of gates: overdue, failed, and gone live without."""
