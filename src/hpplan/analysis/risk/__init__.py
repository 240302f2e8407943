"""What may come in between: futures of a plan, each planned again, and what they add up to."""
