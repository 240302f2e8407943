"""HP312: a site exists on no day."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class NeverExists(Check):
    code = Code(
        "HP312",
        "site-never-exists",
        Severity.ERROR,
        meaning="A site's `since` begins after its `until` is over.",
        why="It exists on no day, so it is silently missing everywhere.",
        fix="Correct `since` or `until`.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg, since: «2024-01-01», until: 2023-12-31}
            """,
        instead="2023-01-01",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        places = programme.places
        for site in programme.sites:
            if site.since is None or site.until is None or site.since.first <= site.until.last:
                continue
            yield self.finding(
                f"{programme.called(site.id)} exists on no day: since {site.since}, "
                f"until {site.until}",
                places.inside(site.address, "since"),
                hint="correct 'since' or 'until'",
                notes=[Note("until then", places.inside(site.address, "until"))],
            )
