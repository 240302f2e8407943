"""HP210: sites serve a municipality, but the employer of its GPs is not stated."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.standing import SiteState
from hpplan.programme.programme import SituationData


class UnstatedGps(Check):
    code = Code(
        "HP210",
        "gps-not-stated",
        Severity.INFO,
        meaning=(
            "Sites such as GP offices serve a municipality that does not state `gps`, who employs "
            "its general practitioners."
        ),
        why="Coverage does not count them as live, also when every office is.",
        fix="Write `gps: employed`, `self-employed` or `mixed` at the municipality.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: «ask», name: Ask}
            sites:
              - {id: office, kind: gp-office, name: Quay Street doctors, serves: ask}
            """,
        good="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, gps: self-employed}
            sites:
              - {id: office, kind: gp-office, name: Quay Street doctors, serves: ask}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        serving: dict[str, list[SiteState]] = {}
        for office in snapshot.sites.values():
            if office.fields.serves is not None:
                serving.setdefault(office.fields.serves, []).append(office)
        for site, offices in serving.items():
            found = snapshot.sites.get(site)
            if found is None or found.site.kind != MUNICIPALITY or found.fields.gps is not None:
                continue
            first, more = offices[0], len(offices) - 1
            others = f" and {more} more" if more else ""
            serve = "serve" if more else "serves"
            yield self.finding(
                f"{first.name}{others} {serve} {found.name}, which does not state 'gps': "
                "coverage does not count its GPs",
                places.inside(found.site.address, "id"),
                hint="write gps: employed, self-employed or mixed",
                notes=[
                    Note(f"{first.name} serves it", places.inside(first.site.address, "serves"))
                ],
            )
