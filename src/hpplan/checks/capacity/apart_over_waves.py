"""HP506: sites that may not share a wave are more than the waves open to them can hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Snapshot
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Separating
from hpplan.text import conjoined, enumerated

FEW: Final = 6
"""How many sites are named."""


class ApartOverWaves(Check):
    code = Code(
        "HP506",
        "apart-over-waves",
        Severity.ERROR,
        meaning=(
            "Of the sites that a hard `apart` keeps from each other, or a hard `alone` from all, "
            "those that must be placed are more than the waves open to them may hold; live ones "
            "are not counted."
        ),
        why="No plan keeps the rule.",
        fix=(
            "Raise `at_most` of `apart`, name fewer sites, add a wave, or set `required: false` "
            "on some."
        ),
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
            rules:
              - «{kind: apart, sites: [ask, berg]}»
            """,
        instead=("{id: W1}", "{id: W1}, {id: W2}"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        for rule in situation.hard_rules:
            if isinstance(rule, Separating):
                yield from (self._alone if rule.alone else self._apart)(rule, situation)

    def _apart(self, rule: Separating, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        open_to = _open_to(rule.sites, situation)
        for waves in _fewest_first(open_to):
            within = [site for site, options in open_to.items() if options and options <= waves]
            if len(within) <= rule.most_together * len(waves):
                continue
            several = "each" if len(waves) > 1 else "of them"
            verb = "hold" if len(waves) > 1 else "holds"
            yield self._finding(
                f"{_must_be_placed(within, waves, snapshot)}, which by rule '{rule.name}' {verb} "
                f"at most {rule.most_together} {several}",
                "raise 'at_most', name fewer sites, add a wave, or set 'required: false'",
                rule,
                situation,
            )
            return

    def _alone(self, rule: Separating, situation: SituationData) -> Iterator[Finding]:
        """Each site takes a wave of its own, and those who go together need another one."""
        snapshot = situation.snapshot
        taken = {snapshot.sites[site].wave for site in snapshot.living}
        open_to = {s: waves - taken for s, waves in _open_to(rule.sites, situation).items()}
        others = {s: waves for s, waves in _open_to(Sites(), situation).items() if s not in open_to}
        for waves in _fewest_first(open_to):
            within = [site for site, options in open_to.items() if options and options <= waves]
            besides = [site for site, options in others.items() if options and options <= waves]
            if len(within) + bool(besides) <= len(waves):
                continue
            more = ""
            if len(within) <= len(waves):
                more = f", and none is left for {_names(besides, snapshot)}"
            yield self._finding(
                f"{_must_be_placed(within, waves, snapshot)}, each alone by rule "
                f"'{rule.name}'{more}",
                "name fewer sites, add a wave, or set 'required: false'",
                rule,
                situation,
            )
            return

    def _finding(
        self, message: str, hint: str, rule: Separating, situation: SituationData
    ) -> Finding:
        place = situation.programme.places.place(rule.address)
        return self.finding(message, place, hint=hint)


def _open_to(sites: Sites, situation: SituationData) -> Mapping[str, frozenset[str]]:
    """For each of these sites that must be placed and is not live, the waves open to it."""
    snapshot = situation.snapshot
    return {
        site: frozenset(slot.id for slot in situation.openings[site])
        for site in snapshot.select(sites)
        if snapshot.sites[site].required and not snapshot.live(site)
    }


def _fewest_first(open_to: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    return sorted(set(open_to.values()), key=lambda some: (len(some), sorted(some)))


def _must_be_placed(sites: Sequence[str], waves: Collection[str], snapshot: Snapshot) -> str:
    named = [str(slot) for slot in snapshot.waves if slot.id in waves]
    return f"{_names(sites, snapshot)} must be placed in {conjoined(named, 'or')}"


def _names(sites: Sequence[str], snapshot: Snapshot) -> str:
    named = [snapshot.name(site) for site in sites[:FEW]]
    more = len(sites) - FEW
    return f"{enumerated(named)} and {more} more" if more > 0 else conjoined(named)
