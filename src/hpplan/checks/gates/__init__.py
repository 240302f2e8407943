"""Checks of gates: overdue, failed, and live without passing."""
