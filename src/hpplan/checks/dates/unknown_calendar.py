"""HP308: a country whose public holidays are unknown."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.public_holidays import public_holidays
from hpplan.programme.programme import SituationData


class UnknownCalendar(Check):
    code = Code(
        "HP308",
        "unknown-calendar",
        Severity.WARNING,
        meaning="`calendar.holidays` names a country whose public holidays are not known.",
        why="Go-lives are not checked against them.",
        fix="Write the two letters of the country by ISO 3166, such as NO.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04, calendar: {holidays: «XX»}}
            municipalities: [{id: ask, name: Ask}]
            waves: [{id: W1, go_live: 2024-04-27}]
            """,
        instead="NO",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        calendar = situation.programme.agenda.calendar
        country = calendar.holidays
        if country is not None and public_holidays(country, situation.as_of.year) is None:
            yield self.finding(
                f"the public holidays of '{country}' are not known",
                situation.programme.places.inside(calendar.address, "holidays"),
                hint="write the two letters of a country, such as NO",
            )
