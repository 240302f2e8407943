"""How far those who are covered have come, for people."""

from collections.abc import Iterator
from typing import Final

from hpplan.domain.snapshot import Snapshot
from hpplan.programme.coverage import Coverage, Further
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.text import few_names, whole
from hpplan.views.formats.drawing import percent

WITH: Final = {CoverageStep.TRUST: "with their own trust", CoverageStep.GPS: "with their GPs"}
"""Who has come how far, after their number."""


def further(covered: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """A line for each further step: how many have come to it, and how many do in the end; and who
    are the first that have come to all.
    """
    at_last = covered.by_wave[-1].share.further if covered.by_wave else covered.live.further
    for now, then in zip(covered.live.further, at_last, strict=True):
        line = f"{now.share.sites} {with_whom(now, covered)}, {percent(now.share.percent)}"
        if then.share != now.share:
            line += f"; {whole(then.share.sites)} in the end, {percent(then.share.percent)}"
        if then is at_last[-1]:
            line += _first(covered, now.step, snapshot)
        yield line


def with_whom(reached: Further, covered: Coverage) -> str:
    """What is live besides the municipality, at that step."""
    too = " too" if reached.step is CoverageStep.GPS and len(covered.live.further) > 1 else ""
    return f"{WITH[reached.step]}{too}"


def _first(covered: Coverage, step: CoverageStep, snapshot: Snapshot) -> str:
    """Who has come to the step with the first wave that brings anybody there, and when."""
    if (first := covered.first(step)) is None:
        return ""
    names = few_names(map(snapshot.name, first.new[step]))
    when = "" if first.go_live is None else f" {first.go_live.when}"
    return f"; first {names}, with {first.label}{when}"
