"""YAML text to a programme, with the place of every value; every fault as a finding."""

from hpplan.reading.programme_files import Reading, read, read_text

__all__ = ["Reading", "read", "read_text"]
