"""Why no plan exists: minimal unsatisfiable subsets of facts, and repairs with their price."""
