"""HP504: a rule or goal counts by a measure that some of its sites do not state."""

from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.entry import COUNTING_SITES, Entry
from hpplan.domain.selectors import Sites
from hpplan.programme.programme import SituationData


class MissingSizes(Check):
    code = Code(
        "HP504",
        "missing-size",
        Severity.WARNING,
        meaning=(
            "A rule in force or a goal counts by a measure that a site it selects does not "
            "state. A kind of site of which no site states it is taken to have none, unless no "
            "selected site has it."
        ),
        why="The site counts as zero: maxima admit too many sites, and goals skip it.",
        fix="Give the site its `size`, or select only those that have one.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg}
            rules:
              - {kind: capacity, measure: «inhabitants», max: 16000}
            """,
        good="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, size: {inhabitants: 9000}}
              - {id: berg, name: Berg, size: {inhabitants: 8000}}
            rules:
              - {kind: capacity, measure: inhabitants, max: 17000}
            """,
    )

    FEW: ClassVar = 5
    """How many of the sites are shown with their places."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, programme = situation.snapshot, situation.programme
        reported: set[tuple[str, frozenset[str]]] = set()
        stated: list[tuple[str, Entry]] = [("rule", rule) for rule in situation.rules]
        stated += [("goal", goal) for goal in programme.goals]
        lacking: dict[str, frozenset[str]] = {}
        for what, entry in stated:
            measure = vars(entry).get("measure_of") or vars(entry).get("measure")
            if not isinstance(measure, str) or measure == COUNTING_SITES:
                continue
            if measure not in lacking:
                sized = snapshot.sizes(measure)
                lacking[measure] = frozenset(
                    site
                    for site, s in snapshot.sites.items()
                    if site not in sized and measure not in s.fields.size
                )
            if not lacking[measure]:
                continue
            selected = snapshot.select(vars(entry).get("sites", Sites()))
            without = _without(situation, selected, measure, lacking[measure])
            if not without or (key := (measure, frozenset(without))) in reported:
                continue
            reported.add(key)
            name = vars(entry).get("id") or vars(entry).get("kind", "")
            notes = [
                Note(
                    f"{snapshot.name(site)} has no {measure}",
                    programme.places.inside(snapshot.sites[site].site.address, "id"),
                )
                for site in without[: self.FEW]
            ]
            if (left := len(without) - self.FEW) > 0:
                notes.append(Note(f"nor have {left} more"))
            many = len(without) > 1
            yield self.finding(
                f"{what} '{name}' counts {measure}, which {len(without)} site{'s' * many} "
                f"{'do' if many else 'does'} not state",
                programme.places.inside(entry.address, "measure"),
                hint=f"add 'size: {{{measure}: …}}' to the site{'s' * many}, or select others",
                notes=notes,
            )


def _without(
    situation: SituationData, selected: Sequence[str], measure: str, lacking: Collection[str]
) -> list[str]:
    """The selected sites that should state the measure and do not."""
    found = [site for site in selected if site in lacking]
    if len(found) == len(selected):
        return found
    sites = situation.snapshot.sites
    kinds = {s.site.kind for s in sites.values() if measure in s.fields.size}
    return [site for site in found if sites[site].site.kind in kinds]
