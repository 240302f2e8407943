"""HP610: a site was split from one that never existed before it."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.sites import Site
from hpplan.programme.programme import ProgrammeData, SituationData


class SplitFromItself(Check):
    code = Code(
        "HP610",
        "split-from-itself",
        Severity.ERROR,
        meaning=(
            "A site is split from itself, directly or through others; or from a site that did "
            "not exist before it."
        ),
        why="It was part of nothing before, so it is unclear what it inherits.",
        fix="Correct `split_from`, or `since`.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, since: 2024, split_from: «ask»}
            """,
        good="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, since: 2024, split_from: berg}
              - {id: berg, name: Berg}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        reported: set[str] = set()
        for site in programme.sites:
            if site.id in reported or site.split_from is None:
                continue
            place = programme.places.inside(site.address, "split_from")
            cycle = _cycle(programme, site)
            if cycle:
                reported |= {one.id for one in cycle}
                others = ", and that from ".join(
                    programme.called(one.id) for one in (*cycle[1:], site)
                )
                yield self.finding(
                    f"{programme.called(site.id)} is split from {others}",
                    place,
                    hint="use the site that it was part of before",
                    notes=[
                        Note(
                            f"{programme.called(one.id)} is split from "
                            f"{programme.called(one.split_from or '')}",
                            programme.places.inside(one.address, "split_from"),
                        )
                        for one in cycle[1:]
                    ],
                )
                continue
            parent = programme.site.get(site.split_from)
            if parent is None or parent.since is None or site.since is None:
                continue
            if parent.since.first >= site.since.first:
                child, other = programme.called(site.id), programme.called(parent.id)
                yield self.finding(
                    f"{child} is split from {other} since {site.since}, but {other} "
                    f"did not exist before {parent.since}",
                    place,
                    hint="correct 'since' of one of the two, or name another",
                    notes=[
                        Note(
                            f"{other} since {parent.since}",
                            programme.places.inside(parent.address, "since"),
                        )
                    ],
                )


def _cycle(programme: ProgrammeData, site: Site) -> list[Site]:
    """The sites from this one back to itself, each split from the next; none if there is
    no cycle.
    """
    way = [site]
    while (parent := programme.site.get(way[-1].split_from or "")) is not None:
        if parent is site:
            return way
        if parent in way:
            return []
        way.append(parent)
    return []
