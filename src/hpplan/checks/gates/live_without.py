"""HP616: sites went live without having passed their gates, as far as is known."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.gates.standing import current_gates, few
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.gates import GateState
from hpplan.programme.programme import SituationData
from hpplan.text import conjoined


class LiveWithoutGates(Check):
    code = Code(
        "HP616",
        "live-without-gates",
        Severity.INFO,
        meaning=(
            "Sites are live, and no claim says that they passed a gate of their go-live. All of "
            "them are reported together."
        ),
        why="Either the results were never entered, or nobody waited for them.",
        fix="Add the claims, of the wave or of the sites: `{says: passed, gate: …, on: …}`.",
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-06-01
              gates:
                «- {id: ready-90, at: -90d}»
            sources: [{id: news, kind: document, published: 2024-04-29}]
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: live, wave: W1, on: 2024-04-27, source: news}]}
            """,
        good="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-06-01
              gates:
                - {id: ready-90, at: -90d}
            sources: [{id: news, kind: document, published: 2024-04-29}]
            waves:
              - id: W1
                go_live: 2024-04-27
                claims: [{says: passed, gate: ready-90, on: 2024-01-28, source: news}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: live, wave: W1, on: 2024-04-27, source: news}]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        without: dict[str, list[str]] = {}
        for _, each in current_gates(situation):
            split = snapshot.sites[each.site].because_split is not None
            if snapshot.live(each.site) and not split and each.state is not GateState.PASSED:
                without.setdefault(each.site, []).append(each.id)
        if not without:
            return
        names = few(map(snapshot.name, without))
        gates = conjoined(dict.fromkeys(gate for found in without.values() for gate in found))
        verb, who = ("is", "it") if len(without) == 1 else ("are", "they")
        yield self.finding(
            f"{names} {verb} live, and nobody said that {who} passed {gates}",
            places.inside(situation.programme.agenda.address, "gates"),
            hint="add {says: passed, gate: …, on: …} to the claims of their waves, or of the sites",
        )
