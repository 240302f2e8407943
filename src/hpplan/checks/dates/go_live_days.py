"""HP304: a wave's go-live is on a weekday that the calendar does not allow."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.go_live_days import WEEKDAYS
from hpplan.programme.programme import SituationData


class GoLiveDays(Check):
    code = Code(
        "HP304",
        "go-live-weekday",
        Severity.WARNING,
        meaning=(
            "A wave's go-live, known to the day, is on a weekday that `calendar.go_live_days` "
            "leaves out. Only the newest known go-live counts."
        ),
        why="Switches are made when wards are quiet; another day is usually a typing error.",
        fix="Correct the date, or add the weekday to `calendar.go_live_days`.",
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2023-06-01
              calendar: {go_live_days: [friday, saturday]}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: «2024-04-28»}
            """,
        instead="2024-04-27",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        calendar, places = situation.programme.agenda.calendar, situation.programme.places
        if not calendar.go_live_days:
            return
        allowed = " or ".join(day.capitalize() for day in calendar.go_live_days)
        note = Note("the calendar", places.inside(calendar.address, "go_live_days"))
        for slot in situation.snapshot.waves:
            if slot.go_live is None or not slot.go_live.is_day or slot.go_live_claim is None:
                continue
            weekday = WEEKDAYS[slot.go_live.first.weekday()]
            if weekday not in calendar.go_live_days:
                yield self.finding(
                    f"{slot} goes live on {slot.go_live}, a {weekday.capitalize()}; "
                    f"the calendar allows {allowed}",
                    places.inside(slot.go_live_claim.address, "go_live"),
                    hint="correct the date, or add the weekday to 'go_live_days'",
                    notes=[note],
                )
