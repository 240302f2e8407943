"""The data files with changes spliced in: what is written where, and each file whole or not."""
