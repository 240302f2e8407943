"""HP404: a pin puts a site into a wave that another rule, or a claim, keeps it from."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Placing


class PinCannotHold(Check):
    code = Code(
        "HP404",
        "pin-cannot-hold",
        Severity.ERROR,
        meaning=(
            "A hard `pin` puts a site that is not firm into a wave that is past or closed, that "
            "a hard rule about single sites forbids, or that another pin contradicts. Sites that "
            "are firm elsewhere are HP801."
        ),
        why="No plan keeps both.",
        fix="Drop one of the two rules, or make it soft.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities: [{id: ask, name: Ask}]
            rules:
              - «{kind: pin, site: ask, wave: W1}»
              - {kind: window, sites: ask, waves: [W2]}
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W2, source: letter}]}
            rules:
              - {kind: pin, site: ask, wave: W2}
              - {kind: window, sites: ask, waves: [W2]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        first: dict[str, Placing] = {}
        for pin in situation.hard_rules:
            if not isinstance(pin, Placing) or pin.wave not in snapshot.wave:
                continue
            found = snapshot.sites.get(pin.site)
            if found is None or not found.takes_part or found.firm is not None:
                continue
            slot = snapshot.wave[pin.wave]
            other = first.setdefault(pin.site, pin)
            notes = [
                Note(f"rule '{bar.rule.name}' bars it", places.place(bar.rule.address))
                for bar in situation.bars
                if bar.keeps(snapshot, pin.site, pin.wave)
            ]
            if other.wave != pin.wave:
                text = f"rule '{other.name}' puts it in {snapshot.wave[other.wave]}"
                notes.append(Note(text, places.place(other.address)))
            if slot not in snapshot.allowed(pin.site):
                claim = slot.go_live_claim if slot.past else slot.open_claim
                text = f"{slot} {'is past' if slot.past else 'takes no more sites'}"
                notes.append(Note(text, None if claim is None else places.place(claim.address)))
            if notes:
                yield self.finding(
                    f"rule '{pin.name}' puts {found.name} in {slot}, where it cannot be",
                    places.place(pin.address),
                    hint="drop one of the two, or make it soft (hard: false)",
                    notes=notes,
                )
