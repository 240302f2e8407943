"""The contents of a data directory, what of it is known on a date, and what follows for a plan."""
