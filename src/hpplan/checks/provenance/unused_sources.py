"""HP207: a source that nothing rests on."""

from collections.abc import Iterable, Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.entry import Entry
from hpplan.programme.programme import ProgrammeData, SituationData


class UnusedSources(Check):
    code = Code(
        "HP207",
        "unused-source",
        Severity.INFO,
        meaning=(
            "A source is unused: no claim, field, wave, rule, goal, right, decision, risk, figure "
            "or note refers to it."
        ),
        why="Usually its content was never entered, or was entered under another source.",
        fix="Enter its content, refer to it in a `note`, or delete it.",
        bad="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: «letter», kind: document, published: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves: [{id: W1, claims: [{go_live: 2024-04-27, source: plan}]}]
            """,
        good="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: letter, kind: document, published: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - id: W1
                claims:
                  - {go_live: 2024-04-27, source: plan, note: the letter has the same day}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        unused = dict(programme.sources)
        for site in programme.sites:
            for name in site.provenance.values():
                unused.pop(name, None)
        for entry in _entries(programme):
            if not unused:
                return
            unused.pop(vars(entry).get("source") or "", None)
        notes = "\n".join(_notes(programme))
        for source in unused.values():
            if source.id not in notes:
                yield self.finding(
                    f"unused source '{source.id}'",
                    programme.places.inside(source.address, "id"),
                    hint="enter its content, refer to it in a 'note', or delete it",
                )


def _entries(programme: ProgrammeData) -> Iterator[Entry]:
    """All entries that may name a source, and all that may have a note."""
    agenda = programme.agenda
    yield from (agenda, agenda.calendar, *agenda.blackouts, *agenda.phases, *agenda.milestones)
    yield from (*agenda.gates, *agenda.reported, *programme.rules, *programme.goals)
    yield from (*programme.regions.values(), *programme.bodies.values(), *programme.rights)
    yield from programme.risks
    for decision in programme.decisions.values():
        yield from (decision, *decision.consulted)
    for site in programme.sites:
        yield from (site, *site.earlier, *site.claims)
    for wave in programme.waves:
        yield from (wave, *wave.claims)


def _notes(programme: ProgrammeData) -> Iterator[str]:
    others: Iterable[Entry] = programme.sources.values()
    for entry in (*_entries(programme), *others):
        for key in ("note", "because", "settles", "reason"):
            if text := vars(entry).get(key):
                yield text
