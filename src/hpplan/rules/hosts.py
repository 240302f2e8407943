"""The kind `hosts`."""

from bisect import bisect_left
from typing import Annotated, Literal

from pydantic import Field

from hpplan.domain.entry import Whole
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import _, plural
from hpplan.rules.base import (
    Decisions,
    HeadlineTopic,
    Relaxation,
    Rule,
    Verdict,
    Violation,
    WaveSymmetry,
)
from hpplan.rules.traits import Relaxable


class Hosts(Relaxable, Rule):
    """The rule `hosts`."""

    title = "somebody to visit who is live already"
    meaning = """
    When a selected site goes live, at least `at_least` other sites went live in strictly earlier
    waves: of its region or trust, with `within`, else of all.

    A site that lies in no region, or in no trust's catchment, has no hosts within it. A break is
    history when the site is live.
    """
    asks = (
        "when it goes live, `at_least` others (one, if not given) are live in earlier waves, to be "
        "visited: of its `region`, of its `trust`, or of `all`"
    )
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    regions:
      - {id: coast, name: The coast}
    municipalities:
      - {id: ask, name: Ask, regions: coast}
      - {id: berg, name: Berg, regions: coast}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: hosts, sites: berg, within: region}
    """
    keeps = "ask:W1 berg:W2 dal:W2"
    breaks = "dal:W1 ask:W2 berg:W2"

    headline = HeadlineTopic.FIGURES
    symmetry = WaveSymmetry.PACKABLE

    kind: Literal["hosts"] = "hosts"
    sites: Sites = Field(Sites(), description="who wants somebody to visit")
    at_least: Annotated[Whole, Field(ge=1)] = Field(
        1, description="how many others at least are live before it"
    )
    within: Literal["region", "trust", "all"] = Field(
        "all",
        description="which others count: those of its region, of its trust's catchment, or all",
    )

    def sentence(self, snapshot: Snapshot) -> str:
        return plural(
            "before each of {sites}, {others} is live",
            "before each of {sites}, {others} are live",
            self.at_least,
            sites=snapshot.names(self.sites),
            others=self._others(self.at_least),
        )

    def _others(self, number: int) -> str:
        """How many others are needed, in words."""
        match self.within:
            case "all" if not number:
                return _("no other site")
            case "all":
                return plural("{n} other site", "{n} other sites", number)
            case "region" if not number:
                return _("no other site of its region")
            case "region":
                return plural(
                    "{n} other site of its region", "{n} other sites of its region", number
                )
            case "trust" if not number:
                return _("no other site of its trust")
            case "trust":
                return plural("{n} other site of its trust", "{n} other sites of its trust", number)

    def _hosts(self, snapshot: Snapshot, site: str) -> tuple[str, ...]:
        if self.within == "all":
            return tuple(other for other in snapshot.taking_part if other != site)
        groups = snapshot.groups(self.within).values()
        near = dict.fromkeys(s for members in groups if site in members for s in members)
        return tuple(other for other in near if other != site)

    @property
    def fixable_by_additions(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        position = {site: snapshot.wave[wave].position for site, wave in placements.items()}
        ranked = sorted(position[site] for site in snapshot.taking_part if site in position)
        breaks = []
        for site in snapshot.select(self.sites):
            if site not in position:
                continue
            earlier = bisect_left(ranked, position[site])
            if self.within != "all":
                near = (position.get(other) for other in self._hosts(snapshot, site))
                earlier = sum(at is not None and at < position[site] for at in near)
            if earlier < self.at_least:
                live = snapshot.live(site)
                message = plural(
                    "{site} is in {wave} with {others} live before it: {n} is needed",
                    "{site} is in {wave} with {others} live before it: {n} are needed",
                    self.at_least,
                    site=snapshot.name(site),
                    wave=snapshot.wave[placements[site]],
                    others=self._others(earlier),
                )
                verdict = Verdict.HISTORY if live else Verdict.BROKEN
                breaks.append(Violation((site,), message, verdict, () if live else (site,)))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        place = snapshot.wave[placements[site]]
        hosts = self._hosts(snapshot, site)
        earlier = sum(
            snapshot.wave[placements[host]].position < place.position
            for host in hosts
            if host in placements
        )
        values = {
            "site": snapshot.name(site),
            "others": self._others(self.at_least),
            "wave": place,
        }
        if not hosts:
            return _("{site} must come after {others}, but there is none", **values)
        if len(hosts) < self.at_least:
            return plural(
                "{site} must come after {others}, but there is only {n}",
                "{site} must come after {others}, but there are only {n}",
                len(hosts),
                **values,
            )
        if not earlier:
            return _("{site} must come after {others}, but would be in {wave} after none", **values)
        return _(
            "{site} must come after {others}, but would be in {wave} after only {earlier}",
            **values,
            earlier=earlier,
        )

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:  # noqa: ARG002  # whatever is known
        return [Relaxation(self.at_least - 1, lambda n: self.altered(at_least=self.at_least - n))]

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for site in snapshot.select(self.sites):
            if snapshot.live(site):
                continue
            hosts = dict.fromkeys(self._hosts(snapshot, site), 1)
            earlier: list[tuple[int, int]] = []
            for slot in snapshot.waves:
                here = decisions.in_wave(site, slot)
                decisions.at_least((site,), earlier, self.at_least, given=[here])
                earlier += decisions.load(hosts, slot)
