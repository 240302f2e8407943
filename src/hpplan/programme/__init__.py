"""What a data directory says, what of it is known on a date, and what follows for a plan."""
