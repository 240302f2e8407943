"""HP314: a rule `legacy` selects sites whose record system has no end: it does not bind them."""

from collections.abc import Iterator
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.standing import SiteState
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import SwitchingOff
from hpplan.text import few_names


class RecordSystemWithoutEnd(Check):
    code = Code(
        "HP314",
        "record-system-without-end",
        Severity.WARNING,
        meaning=(
            "A rule `legacy` in force selects only sites whose record system has no end, so it "
            "binds nobody. It is information if some have one, and others name a system without. "
            "What is live is not looked at."
        ),
        why="The rule does not hold go-lives to an end that nobody stated.",
        fix="Write `legacy: {system: …, until: …}`, or select other sites.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2024-01-01}
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - {id: ask, name: Ask, legacy: CosDoc}
            rules:
              - «{kind: legacy, grace: 3m}»
            """,
        instead=("legacy: CosDoc", "legacy: {system: CosDoc, until: 2024-06-30}"),
    )

    FEW: ClassVar = 3
    """Of how many sites the places are shown."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        for rule in situation.rules:
            if not isinstance(rule, SwitchingOff):
                continue
            selected = [snapshot.sites[site] for site in snapshot.select(rule.sites)]
            open_ = [found for found in selected if not found.live]
            without = [found for found in open_ if found.fields.legacy and not _ends(found)]
            some = any(map(_ends, open_))
            if not open_ or (some and not without):
                continue
            notes = [
                Note(
                    f"{found.name} has {found.fields.legacy}",
                    places.inside(found.site.address, "legacy"),
                )
                for found in without[: self.FEW]
            ]
            unbound = few_names(found.name for found in without)
            message = f"rule '{rule.name}' does not bind {unbound}: their record system has no end"
            if not some:
                message = (
                    f"rule '{rule.name}' binds nobody: no site that it selects says until when "
                    "its record system may be used"
                )
            yield self.finding(
                message,
                places.place(rule.address),
                severity=Severity.INFO if some else Severity.WARNING,
                hint="write legacy: {system: …, until: …} at the sites",
                notes=notes,
            )


def _ends(found: SiteState) -> bool:
    return found.fields.legacy is not None and found.fields.legacy.until is not None
