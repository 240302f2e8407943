"""Checks on small programmes, their findings compared whole."""
