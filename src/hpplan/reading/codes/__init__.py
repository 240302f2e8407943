"""The codes that reading can report: one file per group of codes."""
