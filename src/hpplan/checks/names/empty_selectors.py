"""HP203: a selector that no site has ever matched."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.fixes.offers import value_instead
from hpplan.diagnostics.suggestion import meant as asked
from hpplan.diagnostics.suggestion import near_miss
from hpplan.domain.entry import Entry
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sites import TRUST, Fields, Site
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules.traits import Precedence

_KEYS: Final = ("kind", "region", "trust", "serves", "county", "status")


class EmptySelector(Check):
    code = Code(
        "HP203",
        "empty-selector",
        Severity.WARNING,
        meaning=(
            "The selector of a rule, a gate, a right, a body, a risk or coverage matches nothing "
            "in the data: no site on any date, no wave, or, in a rule `before`, no site but the "
            "one that goes first. Sites that declined, or do not exist on the date, count as "
            "matched."
        ),
        why="What selects silently has no effect.",
        fix="Correct the selector, or delete what selects.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, county: Trøndelag}
            rules:
              - {kind: forbid, sites: {county: «Trondelag»}, waves: W1}
            """,
        instead="Trøndelag",
    )

    FEW: ClassVar = 8
    """How many of the known values a hint lists."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        agenda = programme.agenda
        rights = (*programme.bodies.values(), *programme.rights)
        for entry in (
            *(*programme.rules, *agenda.blackouts, *agenda.gates, agenda.coverage),
            *(*rights, *programme.risks),
        ):
            for field, stated in vars(entry).items():
                if type(stated) is Sites:
                    yield from self._sites(programme, entry, field, stated)
                elif type(stated) is Waves and stated.ids == ():
                    place = programme.places.inside(entry.address, entry.key_of(field))
                    yield self.finding("the selector matches no wave", place, hint="name a wave")
            if isinstance(entry, Precedence) and entry.ends is not None:
                yield from self._alone(programme, entry.address, *entry.ends)

    def _alone(
        self, programme: ProgrammeData, address: int, goes_first: Sites, waits: Sites
    ) -> Iterator[Finding]:
        """The finding where `first` and `then` are the same site: it is not compared with
        itself.
        """
        first, then = (
            {site.id for site in _meant(programme, sites) if _matches(site, sites)}
            for sites in (goes_first, waits)
        )
        if first == then and len(first) == 1:
            name = programme.site[next(iter(first))].name
            yield self.finding(
                f"only {name} goes first, and only {name} waits: a site is not compared with "
                "itself",
                programme.places.inside(address, "then"),
                hint="select the sites that wait",
            )

    def _sites(
        self, programme: ProgrammeData, entry: Entry, field: str, sites: Sites, *path: str
    ) -> Iterator[Finding]:
        if sites.spared is not None:
            yield from self._sites(programme, entry, field, sites.spared, *path, "not")
        if any(_matches(site, sites) for site in _meant(programme, sites)):
            return
        key = entry.key_of(field)
        for part in _KEYS:
            wanted = getattr(sites, part)
            if wanted is None or any(_fits(site, part, wanted) for site in programme.sites):
                continue
            places, way = programme.places, (key, *path, part)
            known = {v for site in programme.sites for v in _has(site, part)}
            hint, fix = self._listed(known), None
            for number, word in enumerate(wanted):
                if (miss := near_miss(word, known)) is not None:
                    hint = asked(word, miss)
                    fix = value_instead(
                        places, places.inside(entry.address, *way, number), word, miss
                    )
                    break
            message = f"no site has {part} {_either(wanted)}"
            yield self.finding(message, places.inside(entry.address, *way), hint=hint, fix=fix)
            return
        place = programme.places.inside(entry.address, key, *path)
        if sites.ids == ():
            yield self.finding("the selector matches no site", place, hint="name a site")
            return
        if sites.spared is not None:
            yield self.finding(
                f"{sites} selects no site: 'not' excludes all that the rest selects",
                programme.places.inside(entry.address, key, *path, "not"),
                hint="exclude fewer sites with 'not'",
            )
            return
        named = [] if sites.ids is None else [f"id {_either(sites.ids)}"]
        named += [
            f"{part} {_either(getattr(sites, part))}" for part in _KEYS if getattr(sites, part)
        ]
        hint = "each part matches some site, but no site matches all: remove one"
        yield self.finding(f"no site has {' and '.join(named)}", place, hint=hint)

    def _listed(self, known: set[str]) -> str:
        listed = sorted(known)
        if not listed:
            return "no site has any"
        more = " …" if len(listed) > self.FEW else ""
        return f"sites have: {', '.join(listed[: self.FEW])}{more}"


def _meant(programme: ProgrammeData, sites: Sites) -> Sequence[Site]:
    """The sites that are named; all, where none is."""
    if sites.ids is None:
        return programme.sites
    return [programme.site[site] for site in sites.ids if site in programme.site]


def _matches(site: Site, wanted: Sites) -> bool:
    """Whether the site may meet all conditions of the selector, on some date."""
    if not wanted.narrows:
        return True
    fits = all(
        (values := getattr(wanted, part)) is None or _fits(site, part, values) for part in _KEYS
    )
    return fits and (wanted.spared is None or not _always(site, wanted.spared))


def _always(site: Site, wanted: Sites) -> bool:
    """Whether the site matches the selector on every date; for a status that is unknown."""
    return (
        (wanted.ids is None or site.id in wanted.ids)
        and all(
            (values := getattr(wanted, part)) is None
            or (part != "status" and len(_has(site, part)) == 1 and _fits(site, part, values))
            for part in _KEYS
        )
        and (wanted.spared is None or not _matches(site, wanted.spared))
    )


def _fits(site: Site, part: str, wanted: Iterable[str]) -> bool:
    return not _has(site, part).isdisjoint(wanted)


def _has(site: Site, part: str) -> set[str]:
    """The values that the site has had for this condition, on any date."""
    versions: tuple[Fields, ...] = (site, *site.earlier)
    match part:
        case "kind":
            return {site.kind}
        case "region":
            return {region for fields in versions for region in fields.regions}
        case "trust":
            if site.kind == TRUST:
                return {site.id}
            return {fields.trust for fields in versions if fields.trust is not None}
        case "serves":
            return {fields.serves for fields in versions if fields.serves is not None}
        case "county":
            return {fields.county for fields in versions if fields.county is not None}
        case _:
            inherited = {"live"} if site.split_from is not None else set()
            return {"none", *inherited, *(claim.says.value for claim in site.claims)}


def _either(words: Iterable[str]) -> str:
    return " or ".join(f"'{word}'" for word in words)
