"""HP311: a wave without a date is listed before one that has a date."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class UndatedListedFirst(Check):
    code = Code(
        "HP311",
        "undated-wave-listed-first",
        Severity.WARNING,
        meaning=(
            "A wave without a go-live on the as-of date is listed before a wave with one. Waves "
            "are ordered by go-live, so it comes after all dated waves."
        ),
        why="Rules about the order of waves treat it as the last wave.",
        fix="Give the wave a `go_live` (a year is enough), or list it after the dated waves.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: «pilot»}
              - {id: W1, go_live: 2024-04-27}
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: pilot, go_live: 2024-H1}
              - {id: W1, go_live: 2024-09-07}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme, wave = situation.programme, situation.snapshot.wave
        listed = [wave[stated.id] for stated in programme.waves if stated.id in wave]
        dated = None
        for slot in reversed(listed):
            if slot.go_live is not None:
                dated = slot
            elif dated is not None:
                place = programme.places.inside(dated.wave.address, "id")
                yield self.finding(
                    f"{slot} is listed before {dated}, but has no date, so it comes after every "
                    "wave that has one",
                    programme.places.inside(slot.wave.address, "id"),
                    hint=f"give {slot.id} a go_live, such as a year, or list it last",
                    notes=[Note(f"{dated} goes live {dated.when}", place)],
                    cause=dated.id,
                )
