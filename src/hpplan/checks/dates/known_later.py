"""HP613: claims that are known only after the programme's own date."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import every_claim
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class KnownLater(Check):
    code = Code(
        "HP613",
        "known-after-as-of",
        Severity.INFO,
        meaning=(
            "Claims are known only after `programme.as_of`. It is reported once, and not if "
            "`--as-of` names another date."
        ),
        why="They count only from their day on: the plan of the programme's date ignores them.",
        fix="Set `as_of` to a later date to include them, or use `--as-of`.",
        bad="""
            programme: {id: coast, name: The coast, as_of: «2023-07-04»}
            sources: [{id: news, kind: document, published: 2023-09-15}]
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: news}]}
            """,
        instead="2023-09-15",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        stated = programme.agenda.as_of
        if stated is None or stated.last != situation.as_of:
            return
        known = (claim.known_from(programme.sources) for _, claim in every_claim(programme))
        later = [day for day in known if day is not None and day > situation.as_of]
        if later:
            many = len(later) > 1
            yield self.finding(
                f"{len(later)} claim{'s become' if many else ' becomes'} known only after "
                f"{situation.as_of}: {'each' if many else 'it'} counts from "
                f"{'its day, the last from ' if many else ''}{max(later)}",
                programme.places.inside(programme.agenda.address, "as_of"),
                hint="see them with --as-of, or set 'as_of' to a later date",
            )
