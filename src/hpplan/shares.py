"""Shares in percent: exact where they end, and never shown as all or nothing unless they are."""


def share_of(part: int, whole: int) -> float | None:
    """The share in percent, 0 and 100 only where it is that exactly; None of nothing."""
    if not whole:
        return None
    percent = 100 * part / whole
    return percent if part in (0, whole) else min(max(percent, 1e-9), 100 - 1e-9)


def rounded(percent: float, digits: int) -> float:
    """The share to so many decimals: 99.96 is 99.9, not 100, to one, and 0.04 is 0.1."""
    least = 10.0**-digits
    near = round(percent, digits)
    return round(min(max(near, least), 100 - least), digits) if 0 < percent < 100 else near


def shown(percent: float, digits: int) -> str:
    """The share as people read it, with the sign."""
    return f"{rounded(percent, digits):.{digits}f} %"
