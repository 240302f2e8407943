"""What the processes that this one has started have done."""

from resource import RUSAGE_CHILDREN, getrusage


def time_of_children() -> float:
    """The time of the processor that children took which have ended."""
    return getrusage(RUSAGE_CHILDREN).ru_utime
