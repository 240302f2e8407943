"""HP212: there is no site, on any date."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class NoSite(Check):
    code = Code(
        "HP212",
        "no-site",
        Severity.WARNING,
        meaning="The data has waves, and no municipality, trust or other site on any date.",
        why=(
            "A plan for nobody breaks no rule and is best by every goal: a file of sites that is "
            "not in the folder, or is not read, is not noticed by anything else."
        ),
        fix="Add the sites, or the file that they are in, to the data directory.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2024-01-01}
            waves:
              - {id: «W1», go_live: 2024-05-04}
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2024-01-01}
            municipalities:
              - {id: ask, name: Ask}
            waves:
              - {id: W1, go_live: 2024-05-04}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for wave in programme.waves[:1] if not programme.sites else ():
            yield self.finding(
                "the programme has waves, and no sites",
                programme.places.inside(wave.address, "id"),
                hint="write a 'municipalities' or a 'sites' section: - {id: ask, wave: W1}",
            )
