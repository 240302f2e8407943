"""Symmetry breaking and packing, for waves that a situation cannot tell apart."""
