"""Why no plan exists: smallest sets of facts that clash, and repairs with their price."""
