"""HP706: facts of the plan that rest on an assumption."""

from collections.abc import Iterator
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.programme.programme import ProgrammeData, SituationData

_On = tuple[str, Place | None]


class AssumedFacts(Check):
    code = Code(
        "HP706",
        "rests-on-assumption",
        Severity.INFO,
        meaning=(
            "Rules in force, go-lives of future waves or current waves of sites depend on a "
            "source of kind `assumption`. Each such source is reported once, with what depends "
            "on it."
        ),
        why="If the assumption is wrong, so is that part of the plan; readers should know which.",
        fix="Find a source for it; otherwise keep the assumption visible.",
        bad="""
            sources: [{id: «assumed», kind: assumption}]
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}]
            rules:
              - {id: cap, kind: capacity, max: 12, source: assumed}
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}]
            rules:
              - {id: cap, kind: capacity, max: 12, source: letter}
            """,
    )

    FEW: ClassVar = 5
    """How much of what rests on one assumption is shown with its place."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        assumed = {s.id for s in programme.sources.values() if s.kind == "assumption"}
        if not assumed:
            return
        resting: dict[str, list[_On]] = {}
        for source, on in _rests(situation):
            if source in assumed:
                resting.setdefault(source, []).append(on)
        for source, what in resting.items():
            notes = [Note(text, place) for text, place in what[: self.FEW]]
            if (left := len(what) - self.FEW) > 0:
                notes.append(Note(f"and {left} more"))
            yield self.finding(
                f"the plan depends on '{source}', which is an assumption: {_counted(len(what))}",
                programme.places.inside(programme.sources[source].address, "id"),
                notes=notes,
            )


def _counted(number: int) -> str:
    return f"{number} fact{'s' * (number != 1)}"


def _rests(situation: SituationData) -> Iterator[tuple[str | None, _On]]:
    """Each fact that shapes the plan, by its source."""
    places = situation.programme.places
    for rule in situation.rules:
        yield rule.source, (f"rule '{rule.name}'", places.place(rule.address))
    for slot in situation.snapshot.waves:
        claim = slot.go_live_claim
        if claim is not None and not slot.past:
            text = f"{slot} goes live {slot.when}"
            yield (
                _source(situation.programme, claim.source, slot.id),
                (
                    text,
                    places.place(claim.address),
                ),
            )
    for standing in situation.snapshot.sites.values():
        if standing.claim is not None and not standing.live:
            text = f"{standing.name} is {said(standing.claim)}"
            yield standing.claim.source, (text, places.place(standing.claim.address))


def _source(programme: ProgrammeData, stated: str | None, wave: str) -> str | None:
    """The source of a go-live; of its short form, the wave's own."""
    return stated or next(known.source for known in programme.waves if known.id == wave)
