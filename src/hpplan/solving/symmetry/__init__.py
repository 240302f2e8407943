"""Symmetry breaking and packing, for interchangeable waves."""
