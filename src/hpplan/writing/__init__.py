"""The data files with changes spliced in: where each change goes, and each file whole or not at
all.
"""
