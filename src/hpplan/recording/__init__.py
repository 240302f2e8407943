"""New claims tried in the data files: their effect, and why they must not be written."""
