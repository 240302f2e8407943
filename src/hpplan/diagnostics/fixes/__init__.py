"""The fixes of findings, and the texts that they result in. Nothing here reads or writes a file."""
