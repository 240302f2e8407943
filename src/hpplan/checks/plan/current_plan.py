"""HP801: the plan by the claims breaks a rule that is in force."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Subject, Verdict, Violation


class CurrentPlan(Check):
    code = Code(
        "HP801",
        "current-plan-breaks-rule",
        Severity.WARNING,
        meaning=(
            "The current waves of the sites break a hard rule that is in force. It is an error "
            "if firm sites alone break it. Violations among live sites are history and not "
            "reported."
        ),
        why="Either the plan must move a site, or the rule no longer applies.",
        fix="Run `hpplan assign` for a plan that keeps the rule; or end the rule with `in_force`.",
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
            rules:
              - «{kind: forbid, sites: ask, waves: W1}»
            """,
        instead=("wave: W1", "wave: W2"),
    )

    FEW = 3
    """Up to how many sites the claims that put them there are shown."""

    @property
    def worst(self) -> Severity:
        return Severity.ERROR

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        sites = situation.snapshot.sites
        current = situation.snapshot.current()
        firm = {site: wave for site, wave in current.items() if sites[site].firm is not None}
        for rule, breaks in situation.current_breaks:
            broken = [found for found in breaks if found.verdict is Verdict.BROKEN]
            if broken and not rule.of_claims:  # a failed gate has a finding of its own
                stuck = _stuck(situation, rule, firm)
                for found in broken:
                    yield self._broken(situation, rule, found, stuck.get(found.subject))

    def _broken(
        self, situation: SituationData, rule: Rule, found: Violation, firm: str | None
    ) -> Finding:
        """The finding; `firm` is a site without which the other firm ones might keep the rule."""
        snapshot, places = situation.snapshot, situation.programme.places
        notes = [Note(f"the rule: {rule.sentence(snapshot)}")]
        if len(found.sites) <= self.FEW:
            notes += [
                Note(f"this puts {standing.name} in {standing.wave}", places.place(claim.address))
                for site in found.sites
                if (claim := (standing := snapshot.sites[site]).claim) is not None
            ]
        if firm is not None:
            hint = (
                "no plan can fix this while these sites are firm: correct a claim, end the rule "
                f"with 'in_force: {{until: …}}', or free one: hpplan assign --reopen {firm}"
            )
        else:
            hint = "run hpplan assign for a plan that keeps the rule"
        return self.finding(
            f"the current plan breaks rule '{rule.name}': {found.message}",
            places.place(rule.address),
            severity=Severity.WARNING if firm is None else Severity.ERROR,
            hint=hint,
            notes=notes,
        )


def _stuck(situation: SituationData, rule: Rule, firm: dict[str, str]) -> dict[Subject, str]:
    """The break of the rule by firm sites alone, whatever the others do; and the first of these
    sites.
    """
    if rule.fixable_by_additions:
        return {}
    return {
        found.subject: found.sites[0]
        for found in rule.violations(situation.snapshot, firm)
        if found.verdict is Verdict.BROKEN and found.sites and firm.keys() >= set(found.sites)
    }
