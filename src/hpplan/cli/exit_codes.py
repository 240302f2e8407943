"""The exit codes, which are the same for every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    FINDINGS = 1  # the data has errors, the plan breaks a rule, or something differs
    WRONG_USAGE = 2
    IMPOSSIBLE = 3  # proved that no plan exists
    UNDECIDED = 4  # neither a plan nor a proof in the time given
    BUG = 70
    INTERRUPTED = 130
