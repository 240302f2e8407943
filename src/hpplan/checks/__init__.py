"""The linter: what a schema cannot see, one file a check."""
