"""HP703: figures of sites rest on a register that is more than a year old."""

from collections.abc import Iterator
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.periods import Duration
from hpplan.programme.programme import SituationData


class StaleRegisters(Check):
    code = Code(
        "HP703",
        "stale-register",
        Severity.WARNING,
        meaning=(
            "Fields of sites come from a register published more than twelve months before the "
            "as-of date."
        ),
        why="Registers are updated every year: loads and shares are computed from old figures.",
        fix="Enter the newer figures with their source; keep the old ones under `earlier`.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2024-03-01}
            sources: [{id: register, kind: register, published: «2023-02-21»}]
            from: {size.inhabitants: register}
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask, size: {inhabitants: 5880}}]
            """,
        instead=("2024-03-01", "2024-02-21"),
    )

    YEAR: ClassVar = Duration(months=12)

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        old = {
            source.id: source.published
            for source in programme.sources.values()
            if source.kind == "register"
            and source.published is not None
            and self.YEAR.after(source.published.last) < situation.as_of
        }
        if not old:
            return
        used = {s.id: {*s.site.provenance.values()} for s in situation.snapshot.sites.values()}
        for register, published in old.items():
            sites = sum(register in sources for sources in used.values())
            if sites:
                yield self.finding(
                    f"fields of {sites} site{'s' * (sites > 1)} come from '{register}' of "
                    f"{published}, more than a year ago",
                    programme.places.inside(programme.sources[register].address, "published"),
                    hint="enter the newer figures, with their source",
                )
