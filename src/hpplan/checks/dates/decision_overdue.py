"""HP609: a site has not decided by the date that it set itself, as far as the data knows."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.claims import Says
from hpplan.domain.status import Status
from hpplan.programme.programme import SituationData


class DecisionOverdue(Check):
    code = Code(
        "HP609",
        "decision-overdue",
        Severity.WARNING,
        meaning=(
            "The date `until` which an undecided site was to decide is over, and there is no "
            "newer claim."
        ),
        why="Most likely it has decided, and the data is out of date.",
        fix="Add its decision, or the new date.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-11-15}
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: undecided, until: «2023-10», source: letter}
            """,
        instead=("2023-11-15", "2023-10-31"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places = situation.programme.places
        for standing in situation.snapshot.sites.values():
            until = standing.decides_by
            if standing.status is not Status.UNDECIDED or until is None:
                continue
            if until.last >= situation.as_of:
                continue
            stated = next(
                c for c in standing.site.claims if c.says is Says.UNDECIDED and c.until == until
            )
            yield self.finding(
                f"{standing.name} was to decide by {until}, which has passed",
                places.inside(stated.address, "until"),
                hint="add its decision, or the new date",
            )
