"""How far a municipality has come: it is live itself, so is its trust, and so are its general
practitioners.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Final

from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.periods import Period
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


class CoverageStep(StrEnum):
    """The steps in order; each requires those before it."""

    MUNICIPALITY = "municipality"
    TRUST = "trust"
    GPS = "gps"


LATER_STEPS: Final = (CoverageStep.TRUST, CoverageStep.GPS)


@dataclass(frozen=True)
class CoverageSteps:
    """The steps of the municipalities that coverage shares are based on."""

    snapshot: Snapshot
    counted: Collection[str]

    @cached_property
    def later(self) -> Sequence[CoverageStep]:
        """The steps after the first that the data say anything about: where only municipalities
        count, and for some the catchment or the employer of their GPs is stated.
        """
        sites = [self.snapshot.sites[site] for site in self.counted]
        if any(found.site.kind != MUNICIPALITY for found in sites):
            return ()
        stated = {
            CoverageStep.TRUST: any(found.fields.trust in self.snapshot.sites for found in sites),
            CoverageStep.GPS: any(found.fields.gps is not None for found in sites),
        }
        return [step for step in LATER_STEPS if stated[step]]

    def reached(
        self, step: CoverageStep, live: Container[str], placed: Container[str]
    ) -> tuple[str, ...]:
        """The municipalities that have reached the step, where these sites are live, and these are
        in some wave.
        """
        return tuple(
            site
            for site in self.counted
            if site in live
            and (needed := self.needed(site, step, placed)) is not None
            and all(other in live for other in needed)
        )

    def needed(
        self, site: str, step: CoverageStep, placed: Container[str]
    ) -> tuple[str, ...] | None:
        """The sites that have to be live for the municipality to reach the step; None where it
        never does, as far as the data say.
        """
        if step is CoverageStep.MUNICIPALITY:
            return (site,)
        if step is CoverageStep.TRUST:
            trust = self.snapshot.sites[site].fields.trust
            return None if trust is None else (site, trust)
        before = (
            CoverageStep.TRUST if CoverageStep.TRUST in self.later else CoverageStep.MUNICIPALITY
        )
        with_them, theirs = self.needed(site, before, placed), self._practitioners(site, placed)
        return None if with_them is None or theirs is None else (*with_them, *theirs)

    def _practitioners(self, site: str, placed: Container[str]) -> tuple[str, ...] | None:
        """The offices that have to be live for its general practitioners to be; none where they go
        live with the municipality that employs them; None where it is not known.
        """
        match self.snapshot.sites[site].fields.gps:
            case None:
                return None
            case "employed":
                return ()
            case _:
                offices = (one for one in self._offices.get(site, ()) if one in placed)
                return tuple(offices) or None

    @cached_property
    def _offices(self) -> Mapping[str, Sequence[str]]:
        """For each municipality, the participating offices that serve it."""
        serving: dict[str, list[str]] = {}
        for site in self.snapshot.taking_part:
            if (served := self.snapshot.sites[site].fields.serves) is not None:
                serving.setdefault(served, []).append(site)
        return serving


@dataclass(frozen=True, slots=True)
class ComesTo:
    """The wave of a plan with which a municipality reaches a step, and its go-live; without a wave,
    never.
    """

    step: CoverageStep
    wave: str | None = None
    label: str | None = None
    go_live: Period | None = None


def comes_to(situation: SituationData, site: str, waves: Placements) -> tuple[ComesTo, ...]:
    """When the municipality reaches each step after the first by the plan, where the data say
    anything about that step; nothing for a site that is not counted.
    """
    snapshot, steps = situation.snapshot, situation.once(coverage_steps)
    if site not in steps.counted:
        return ()
    found = []
    for step in steps.later:
        needed = steps.needed(site, step, waves)
        if needed is None or any(other not in waves for other in needed):
            found.append(ComesTo(step))
            continue
        last = max(needed, key=lambda other: snapshot.wave[waves[other]].position)
        slot = snapshot.wave[waves[last]]
        found.append(ComesTo(step, slot.id, slot.label, snapshot.go_live(last, slot.id)))
    return tuple(found)


def coverage_steps(situation: SituationData) -> CoverageSteps:
    """The steps of the sites that the programme counts."""
    return CoverageSteps(situation.snapshot, situation.counted.amounts)
