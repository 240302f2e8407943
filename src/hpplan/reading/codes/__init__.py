"""What reading may tell of: one file per group of codes."""
