"""HP310: a season that the programme does not define, and that is read as meteorological."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.entry import Entry
from hpplan.periods import METEOROLOGICAL, Period, Precision
from hpplan.programme.programme import ProgrammeData, SituationData

_MONTHS = "January February March April May June July August September October November December"


class UndefinedSeasons(Check):
    code = Code(
        "HP310",
        "undefined-season",
        Severity.INFO,
        meaning=(
            "A date is given as a season that `programme.seasons` does not define. It is read as "
            "meteorological: spring from March, summer from June, autumn from September, winter "
            "from December, for three months. Each season is reported once, where it is first "
            "used."
        ),
        why="Programmes mean different months by it: for many, autumn begins in August.",
        fix="Define the season in `programme.seasons`, or write months.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04, seasons: {spring: [1, 6]}}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: 2024-spring}
              - {id: W2, go_live: «2024-autumn»}
            """,
        good="""
            programme:
              id: coast
              name: The coast
              as_of: 2023-07-04
              seasons: {spring: [1, 6], autumn: [8, 12]}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: 2024-spring}
              - {id: W2, go_live: 2024-autumn}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        defined = {str(season) for season in programme.agenda.seasons}
        reported: set[str] = set()
        for entry, key, period in _periods(programme):
            if period.precision not in (Precision.SEASON, Precision.STRETCH):
                continue
            for end in period.label.split(".."):
                season = end.strip().rpartition("-")[2]
                if season not in METEOROLOGICAL or season in defined or season in reported:
                    continue
                reported.add(season)
                first, last = (_MONTHS.split()[month - 1] for month in METEOROLOGICAL[season])
                yield self.finding(
                    f"the programme does not define {season}: it is read as {first} to {last}",
                    programme.places.inside(entry.address, key),
                    hint=f"write 'seasons: {{{season}: [first month, last month]}}' in 'programme'",
                )


def _periods(programme: ProgrammeData) -> Iterator[tuple[Entry, str, Period]]:
    """Every stated date, with its key."""
    for entry, keys in _entries(programme):
        for key in keys:
            period = vars(entry).get(key)
            if isinstance(period, Period):
                yield entry, key, period


def _entries(programme: ProgrammeData) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    yield programme.agenda, ("as_of",)
    yield from ((stated, ("period",)) for stated in programme.agenda.blackouts)
    yield from ((stated, ("on",)) for stated in programme.agenda.reported)
    for gate in programme.agenda.gates:
        if gate.in_force is not None:
            yield gate.in_force, ("until",)
    yield from ((source, ("published",)) for source in programme.sources.values())
    for site in programme.sites:
        yield site, ("since", "until")
        for past in site.earlier:
            yield past, ("until",)
        for about_site in site.claims:
            yield about_site, ("on", "known", "until")
    for wave in programme.waves:
        yield wave, ("go_live",)
        for about_wave in wave.claims:
            yield about_wave, ("on", "known", "go_live")
    for decision in programme.decisions.values():
        yield decision, ("on", "known")
        yield from ((asked, ("on",)) for asked in decision.consulted)
    for right in programme.rights:
        if right.in_force is not None:
            yield right.in_force, ("until",)
    for risk in programme.risks:
        yield risk, ("on",)
        if risk.in_force is not None:
            yield risk.in_force, ("until",)
    for rule in programme.rules:
        yield rule, ("period", "not_before", "not_after")
        if rule.in_force is not None:
            yield rule.in_force, ("until",)
