"""What would mend a finding, and the texts that come of it. Nothing here reads or writes a file."""
