"""HP405: claims and rules leave no wave to a site that must be placed."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.periods import day_in_words
from hpplan.programme.programme import SituationData
from hpplan.text import few_names


class NoWaveLeft(Check):
    code = Code(
        "HP405",
        "no-wave-left",
        Severity.ERROR,
        meaning=(
            "Hard rules about single sites (window, forbid, blackout, notice) bar a site that "
            "must be placed from every wave, or no wave takes more sites. Firm sites are HP801."
        ),
        why="No plan keeps all of these rules.",
        fix="Drop one of the rules, make it soft, add a wave, or set `required: false`.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: «ask», name: Ask}
            rules:
              - {kind: window, sites: ask, waves: [W2]}
              - {kind: forbid, sites: all, waves: [W2]}
            """,
        instead=("sites: ask, waves: [W2]", "sites: ask, waves: [W1, W2]"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        past = [str(slot) for slot in snapshot.waves if slot.past]
        day = day_in_words(snapshot.as_of)
        lie = "go-live of {} lies" if len(past) == 1 else "go-lives of {} lie"
        over = [Note(f"the {lie.format(few_names(past))} before {day}")] if past else []
        for site, waves in situation.openings.items():
            found = snapshot.sites[site]
            if waves or not found.required or found.firm is not None:
                continue
            at = places.inside(found.site.address, "id")
            allowed = snapshot.allowed(site)
            if not allowed:
                yield self.finding(
                    f"{found.name} must be placed, and no wave takes more sites",
                    at,
                    hint="add a wave, or set 'required: false'",
                    notes=over,
                )
                continue
            notes = [
                Note(
                    f"rule '{bar.rule.name}' bars {', '.join(barred)}",
                    places.place(bar.rule.address),
                )
                for bar in situation.bars
                if (barred := [str(w) for w in allowed if bar.keeps(snapshot, site, w.id)])
            ]
            yield self.finding(
                f"{found.name} must be placed, and no wave is left for it",
                at,
                hint="drop one of the rules, make it soft, add a wave, or set 'required: false'",
                notes=notes,
            )
