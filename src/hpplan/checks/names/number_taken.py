"""HP209: two municipalities with one official number."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.standing import SiteState
from hpplan.programme.programme import SituationData


class NumberTaken(Check):
    code = Code(
        "HP209",
        "number-taken",
        Severity.WARNING,
        meaning="Two municipalities that exist on the as-of date have the same `number`.",
        why="One of them would get the other's figures.",
        fix="Look both numbers up in the register.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, number: "5055", name: Ask}
              - {id: berg, number: «"5055"», name: Berg}
            """,
        instead='"5056"',
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places = situation.programme.places
        first: dict[str, SiteState] = {}
        for standing in situation.snapshot.sites.values():
            number = standing.fields.number
            if standing.site.kind != MUNICIPALITY or number is None:
                continue
            other = first.setdefault(number, standing)
            if other is not standing:
                yield self.finding(
                    f"{standing.name} has the number {number}, which belongs to {other.name}",
                    places.inside(standing.site.address, "number"),
                    notes=[Note("here", places.inside(other.site.address, "number"))],
                    hint="look both numbers up in the register",
                )
