"""The fixes of findings, and the texts they result in. Nothing here reads or writes a file."""
