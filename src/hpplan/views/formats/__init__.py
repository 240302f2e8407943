"""Documents and findings as text: one pure function a format."""
