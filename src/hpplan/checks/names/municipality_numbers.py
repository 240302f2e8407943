"""HP208: an official number that no Norwegian municipality can have had that year."""

from collections.abc import Iterator
from datetime import date

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.norwegian_numbers import SHAPE, counties
from hpplan.domain.sites import MUNICIPALITY, Fields, Site
from hpplan.periods import A_DAY
from hpplan.programme.programme import SituationData


class MunicipalityNumbers(Check):
    code = Code(
        "HP208",
        "municipality-number",
        Severity.WARNING,
        meaning=(
            "The `number` of a municipality does not have four digits, or does not begin with "
            "the number of a county of its year, or begins with that of another county than the "
            "stated one. It is checked where the calendar's holidays are Norway's or not stated; "
            "counties are known from 2020 on."
        ),
        why=(
            "Registers are joined by this number; a wrong one brings another municipality's "
            "figures."
        ),
        fix="Look the number up in the register of that year.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            waves: [{id: W1}]
            municipalities:
              - {id: ask, number: «"1612"», name: Ask, county: Trøndelag}
            """,
        instead='"5055"',
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        if programme.agenda.calendar.holidays not in (None, "NO"):
            return
        for site in programme.sites:
            if site.kind != MUNICIPALITY:
                continue
            for fields, year in _versions(site, situation.as_of):
                county = fields.county or site.county
                if fields.number and (why := _fault(fields.number, county, year)) is not None:
                    yield self.finding(
                        f"{programme.called(site.id)}: {why}",
                        programme.places.inside(fields.address, "number"),
                        hint=f"look the number up in the register of {year}",
                    )


def _versions(site: Site, as_of: date) -> Iterator[tuple[Fields, int]]:
    """The fields of the site with a year in which they held."""
    last = as_of
    for past in site.earlier:
        yield past, past.until.last.year
        last = max(last, A_DAY.after(past.until.last))
    if site.since is not None:
        last = max(last, site.since.first)
    if site.until is not None:
        last = min(last, site.until.last)
    yield site, last.year


def _fault(number: str, county: str | None, year: int) -> str | None:
    if not SHAPE.fullmatch(number):
        return f"'{number}' is not a municipality number, which has four digits"
    known = counties(year)
    if known is None:
        return None
    name = known.get(number[:2])
    if name is None:
        return f"no municipality of {year} has a number that begins with {number[:2]}"
    if county is not None and county in known.values() and county != name:
        return f"the number {number} is one of {name}, not of {county}"
    return None
