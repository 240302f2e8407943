"""How far the covered sites have come, for people."""

from collections.abc import Iterator
from typing import Final

from hpplan.domain.snapshot import Snapshot
from hpplan.language import _, marked, plural
from hpplan.programme.coverage import Coverage, Further
from hpplan.programme.coverage_steps import CoverageStep
from hpplan.text import few_names, whole
from hpplan.views.formats.drawing import percent

WITH: Final = {
    CoverageStep.TRUST: marked("with their own trust"),
    CoverageStep.GPS: marked("with their GPs"),
}
"""The steps in words, as they follow a number."""


def further(covered: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """A line for each further step: how many have reached it, and how many will in the end; and
    which are the first to reach all of them.
    """
    at_last = covered.by_wave[-1].share.further if covered.by_wave else covered.live.further
    for now, then in zip(covered.live.further, at_last, strict=True):
        parts = [f"{now.share.sites} {with_whom(now, covered)}, {percent(now.share.percent)}"]
        if then.share != now.share:
            parts.append(
                plural(
                    "{sites} in the end, {share}",
                    "{sites} in the end, {share}",
                    then.share.sites,
                    sites=whole(then.share.sites),
                    share=percent(then.share.percent),
                )
            )
        if then is at_last[-1]:
            parts += _first(covered, now.step, snapshot)
        yield "; ".join(parts)


def with_whom(reached: Further, covered: Coverage) -> str:
    """What is live besides the municipality, at that step."""
    if reached.step is CoverageStep.GPS and len(covered.live.further) > 1:
        return _("with their GPs too")
    return _(WITH[reached.step])


def _first(covered: Coverage, step: CoverageStep, snapshot: Snapshot) -> Iterator[str]:
    """The municipalities that reach the step with the first wave that brings any there,
    and when.
    """
    if (first := covered.first(step)) is None:
        return
    names = few_names(map(snapshot.name, first.new[step]))
    wave = first.label if first.go_live is None else f"{first.label} {first.go_live.when}"
    yield _("first {names}, with {wave}", names=names, wave=wave)
