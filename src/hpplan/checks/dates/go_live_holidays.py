"""HP307: a wave goes live on a public holiday."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.public_holidays import public_holidays
from hpplan.programme.programme import SituationData


class GoLiveHolidays(Check):
    code = Code(
        "HP307",
        "go-live-holiday",
        Severity.WARNING,
        meaning=(
            "A wave's go-live day, still in the future, is a public holiday of the country in "
            "`calendar.holidays`."
        ),
        why="Support staff are away; usually the date is a typing error.",
        fix="Correct the date; or remove `holidays` if the programme goes live on them.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04, calendar: {holidays: "NO"}}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: «2024-03-29»}
            """,
        instead="2024-04-05",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        calendar, places = situation.programme.agenda.calendar, situation.programme.places
        if calendar.holidays is None:
            return
        for slot in situation.snapshot.waves:
            if slot.go_live is None or not slot.go_live.is_day or slot.go_live_claim is None:
                continue
            if slot.past:
                continue
            day = slot.go_live.first
            known = public_holidays(calendar.holidays, day.year) or {}
            if day in known:
                yield self.finding(
                    f"{slot} goes live on {slot.go_live}, which is {known[day]}",
                    places.inside(slot.go_live_claim.address, "go_live"),
                    hint="correct the date",
                    notes=[Note("the calendar", places.inside(calendar.address, "holidays"))],
                )
