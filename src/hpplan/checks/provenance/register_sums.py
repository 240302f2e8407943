"""HP505: the sum of what sites state by a register differs from the register's own total."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class RegisterSums(Check):
    code = Code(
        "HP505",
        "register-sum",
        Severity.WARNING,
        meaning=(
            "A source states in `sums` the total of a measure over all sites that use it, and "
            "our total on the as-of date differs."
        ),
        why="A figure is mistyped, or a site is missing or counted twice.",
        fix="Compare the sites with the register; correct the figure, or the sum.",
        bad="""
            sources: [{id: register, kind: register, sums: {inhabitants: «14000»}}]
            from: {size: register}
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg, size: {inhabitants: 500}}
            """,
        instead=("500", "5000"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for source in programme.sources.values():
            for measure, stated in source.sums.items():
                ours = sum(
                    standing.fields.size.get(measure, 0)
                    for standing in situation.snapshot.sites.values()
                    if _rests(standing.site.provenance, measure, source.id)
                )
                if ours != stated:
                    gap = f"{abs(ours - stated)} {'more' if ours > stated else 'less'}"
                    yield self.finding(
                        f"{measure} by '{source.id}' add up to {ours} here, {gap} than its "
                        f"own total of {stated}",
                        programme.places.inside(source.address, "sums", measure),
                        hint="compare the sites with the register",
                    )


def _rests(provenance: dict[str, str], measure: str, source: str) -> bool:
    return (provenance.get(f"size.{measure}") or provenance.get("size")) == source
