"""New claims tried in the data files: what they would mean, and why they must not be written."""
