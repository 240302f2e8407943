"""Documents and findings as text: one pure function for each format."""
