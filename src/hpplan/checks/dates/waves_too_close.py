"""HP306: two waves lie closer together than a rule allows, so that one of them must stay empty."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Fit, fit_between
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Spaced


class WavesTooClose(Check):
    code = Code(
        "HP306",
        "waves-too-close",
        Severity.INFO,
        meaning=(
            "Two consecutive waves cannot keep the `min` of a hard `spacing` on any days. Past "
            "waves are not reported, nor waves that the current plan both uses (HP801)."
        ),
        why="One of the two waves must stay empty in every plan.",
        fix="Move one of the waves, drop it, or correct the rule.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: 2024-04-27}
              - {id: W2, go_live: «2024-06-08»}
            rules:
              - {kind: spacing, min: 3m}
            """,
        instead="2024-07",
    )

    FEW: ClassVar = 4
    """How many pairs of one rule are listed."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        rules = [r for r in situation.hard_rules if isinstance(r, Spaced) and r.least is not None]
        if not rules:
            return
        used = set(snapshot.current().values())
        coming = [slot for slot in snapshot.waves if slot.go_live is not None]
        pairs = [
            (one, other)
            for one, other in pairwise(coming)
            if not other.past and not {one.id, other.id} <= used
        ]
        for rule in rules:
            close = [pair for pair in pairs if _too_close(*pair, rule)]
            if close:
                one, other = close[0]
                assert other.go_live_claim is not None
                notes = [Note(f"rule '{rule.name}'", places.place(rule.address))]
                notes += [Note(f"so do {one} and {other}") for one, other in close[1 : self.FEW]]
                if (left := len(close) - self.FEW) > 0:
                    notes.append(Note(f"and {left} more"))
                yield self.finding(
                    f"{other} ({other.go_live}) comes less than {rule.least} after {one} "
                    f"({one.go_live}): one of them must stay empty",
                    places.inside(other.go_live_claim.address, "go_live"),
                    hint="move one of the waves, drop it, or correct the rule",
                    notes=notes,
                )


def _too_close(one: WaveState, other: WaveState, rule: Spaced) -> bool:
    assert one.go_live is not None
    assert other.go_live is not None
    return fit_between(one.go_live, other.go_live, rule.least) is Fit.NONE
