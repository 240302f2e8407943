"""HP206: a region that no site lies in."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class EmptyRegions(Check):
    code = Code(
        "HP206",
        "empty-region",
        Severity.INFO,
        meaning="No site is in a region on any date.",
        why="Goals and rules by region skip it; usually its members have not been entered yet.",
        fix="Add it to the `regions` of its members, or delete it.",
        bad="""
            regions: [{id: «coast», name: The coast}]
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}]
            """,
        good="""
            regions: [{id: coast, name: The coast}]
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask, regions: [coast]}]
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        if not programme.regions:
            return
        used = {r for site in programme.sites for r in site.regions}
        used |= {r for site in programme.sites for past in site.earlier for r in past.regions}
        for region in programme.regions.values():
            if region.id not in used:
                yield self.finding(
                    f"no site lies in region '{region.id}'",
                    programme.places.inside(region.address, "id"),
                    hint=f"write 'regions: [{region.id}]' at its members, or delete it",
                )
