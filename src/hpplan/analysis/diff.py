"""The differences between two as-of dates or two plans, with the claims responsible."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from hpplan.analysis.cited import Cited, cited
from hpplan.analysis.shift import Shift, shift_between
from hpplan.domain.claims import NAMES_A_WAVE, Claim, Dated, WaveClaim, newest
from hpplan.domain.standing import TAKES_NO_PART, SiteState
from hpplan.domain.status import Status
from hpplan.domain.waves import Wave
from hpplan.language import _
from hpplan.periods import (
    Period,
)
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass

C = TypeVar("C", bound=Dated)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, under the name that the user gave it."""

    name: str
    situation: SituationData
    plan: PlanData

    @classmethod
    def of_claims(cls, situation: SituationData, name: str | None = None) -> "Side":
        """The plan by the claims on a day."""
        return cls(name or str(situation.as_of), situation, current_plan(situation))

    @classmethod
    def of_plan(cls, situation: SituationData, plan: PlanData, name: str | None = None) -> "Side":
        """A plan for a situation."""
        return cls(name or _("the plan of {day}", day=plan.as_of), situation, plan)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The placement of a site on one side; no wave where it is not placed. `dropped` is the wave
    that claims put it into, if that was dropped.
    """

    wave: str | None
    label: str | None
    go_live: Period | None
    status: Status
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class SiteChange:
    """A site that has changed. It has no `old` state where it appeared, no `new` one where it
    vanished.

    `cited` is the newest claim that only the new side knows and that the change rests on; where
    there is none, `reason` is the only explanation. `split_from` and `split_into` are the names of
    the site that it was part of, and of those that were part of it.
    """

    site: str
    name: str
    kind: str
    old: Whereabouts | None
    new: Whereabouts | None
    shift: Shift | None
    cited: Cited | None
    reason: str
    split_from: str | None = None
    split_into: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it is in another wave, or in a wave after being in none."""
        return _wave_of(self.old) != _wave_of(self.new)


@dataclass(frozen=True, slots=True)
class Member:
    """A site that joined or left a wave."""

    site: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class WaveSide:
    """A wave on one side; `open`, if it takes more sites."""

    label: str
    go_live: Period | None
    open: bool = True


@dataclass(frozen=True, slots=True)
class WaveChange:
    """A wave that has changed. It has no `old` state where it is new, no `new` one where it is
    gone.
    """

    wave: str
    old: WaveSide | None
    new: WaveSide | None
    shift: Shift | None
    joined: tuple[Member, ...]
    left: tuple[Member, ...]
    cited: Cited | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences: waves in order of their go-live on the new side, sites in order of data."""

    old: Side
    new: Side
    waves: tuple[WaveChange, ...]
    sites: tuple[SiteChange, ...]

    def __bool__(self) -> bool:
        return bool(self.waves or self.sites)


def diff(old: Side, new: Side) -> Difference:
    """The changes on the new side: waves, placements, go-lives and statuses."""
    return Difference(old, new, tuple(_waves(old, new)), tuple(_sites(old, new)))


# --- sites --------------------------------------------------------------------------------------


def _sites(old: Side, new: Side) -> Iterator[SiteChange]:
    before, after = _whereabouts(old), _whereabouts(new)
    reasons = {placed.site: placed.reason for placed in new.plan.placements}
    reasons |= {out.site: out.reason for out in new.plan.unplaced}
    parts = _split_off(old, new)
    for site in dict.fromkeys((*after, *before)):
        was, now = before.get(site), after.get(site)
        if was == now:
            continue
        standing = (new if now is not None else old).situation.snapshot.sites[site]
        shift = None
        if was is not None and now is not None and was.go_live and now.go_live:
            shift = shift_between(was.go_live, now.go_live)
        parent = standing.site.split_from if was is None else None
        yield SiteChange(
            site=site,
            name=standing.name,
            kind=standing.site.kind,
            old=was,
            new=now,
            shift=shift,
            cited=None if now is None else _cited_for_site(old, new, standing, was, now),
            reason=reasons.get(site, _("does not exist on this date")),
            split_from=None if parent is None else _name(parent, old, new),
            split_into=tuple(parts.get(site, ())),
        )


def _name(site: str, *sides: Side) -> str:
    """The name of the site on the first of the sides that knows it."""
    names = (side.situation.snapshot.name(site) for side in sides)
    return next((name for name in names if name != site), site)


def _split_off(old: Side, new: Side) -> dict[str, list[str]]:
    """For each site the names of those that were part of it on the old side, and are not on the new
    one.
    """
    there = old.situation.snapshot.sites
    parts: dict[str, list[str]] = {}
    for site, standing in new.situation.snapshot.sites.items():
        if standing.site.split_from is not None and site not in there:
            parts.setdefault(standing.site.split_from, []).append(standing.name)
    return parts


def _whereabouts(side: Side) -> dict[str, Whereabouts]:
    placed = {placement.site: placement for placement in side.plan.placements}
    found = {}
    for site, standing in side.situation.snapshot.sites.items():
        placement = placed.get(site)
        found[site] = Whereabouts(
            wave=None if placement is None else placement.wave,
            label=None if placement is None else placement.label,
            go_live=None if placement is None else placement.go_live,
            status=standing.status,
            dropped=None
            if placement is not None or standing.dropped is None
            else standing.dropped.wave,
        )
    return found


def _wave_of(whereabouts: Whereabouts | None) -> str | None:
    return None if whereabouts is None else whereabouts.wave or whereabouts.dropped


def _cited_for_site(
    old: Side, new: Side, standing: SiteState, was: Whereabouts | None, now: Whereabouts
) -> Cited | None:
    new_claims = _only_new(old, new, standing.site.claims, _claims_of_site(old, standing.id))
    resting = [c for c in new_claims if c is standing.claim or c is standing.refusal]
    if was is not None and now.dropped is not None and was.wave == now.dropped:
        stated = (wave for wave in new.situation.programme.waves if wave.id == now.dropped)
        return next((_cited_for_wave(old, new, wave) for wave in stated), None)
    if was is None or was.wave != now.wave:
        moving = [c for c in new_claims if _explains_wave(c, now.wave)]
        return _cited(new, [c for c in resting if c in moving] or moving)
    if was.status != now.status:
        said = [c for c in new_claims if c.says.value == now.status.value]
        return _cited(new, [c for c in resting if c in said] or said)
    slot = new.situation.snapshot.wave.get(now.wave) if now.wave is not None else None
    live = [c for c in resting if standing.live]
    return _cited(new, live) or (None if slot is None else _cited_for_wave(old, new, slot.wave))


def _explains_wave(claim: Claim, wave: str | None) -> bool:
    if wave is None:
        return claim.says in TAKES_NO_PART
    return claim.says in NAMES_A_WAVE and claim.wave == wave


# --- waves --------------------------------------------------------------------------------------


def _waves(old: Side, new: Side) -> Iterator[WaveChange]:
    before, after = _states(old), _states(new)
    were, are = _members(old), _members(new)
    for wave in dict.fromkeys((*after, *before)):
        was, now = before.get(wave), after.get(wave)
        members, then = are.get(wave, {}), were.get(wave, {})
        joined = tuple(member for site, member in members.items() if site not in then)
        left = tuple(member for site, member in then.items() if site not in members)
        if was == now and not joined and not left:
            continue
        shift = None
        if was is not None and now is not None and was.go_live and now.go_live:
            shift = shift_between(was.go_live, now.go_live)
        stated = {stated.id: stated for stated in new.situation.programme.waves}
        cited = None
        if was != now and wave in stated:
            cited = _cited_for_wave(old, new, stated[wave])
        yield WaveChange(wave, was, now, shift, joined, left, cited)


def _states(side: Side) -> dict[str, WaveSide]:
    """Each wave on this side: according to its plan, if that places sites that are not live."""
    snapshot = side.situation.snapshot
    found = {slot.id: WaveSide(slot.label, slot.go_live, slot.open) for slot in snapshot.waves}
    for placed in side.plan.placements:
        if not snapshot.live(placed.site):
            slot = snapshot.wave.get(placed.wave)
            takes_more = slot is None or slot.open
            found[placed.wave] = WaveSide(placed.label, placed.go_live, takes_more)
    return found


def _members(side: Side) -> dict[str, dict[str, Member]]:
    sites = side.situation.snapshot.sites
    members: dict[str, dict[str, Member]] = {}
    for site, wave in side.plan.waves.items():
        if site in sites:
            standing = sites[site]
            member = Member(site, standing.name, standing.site.kind)
            members.setdefault(wave, {})[site] = member
    return members


def _cited_for_wave(old: Side, new: Side, wave: Wave) -> Cited | None:
    """The claim that its date rests on, if that changed; else the newest other claim about it."""
    was = old.situation.snapshot.wave.get(wave.id)
    now = new.situation.snapshot.wave.get(wave.id)
    new_claims = _only_new(old, new, wave.all_claims(), _claims_of_wave(old, wave.id))
    if now is None:
        return _cited(new, [c for c in new_claims if c.dropped])
    dated = was is None or was.go_live != now.go_live
    return _cited(
        new,
        [
            c
            for c in new_claims
            if dated and now.go_live_claim is not None and _same(c, now.go_live_claim)
        ]
        or [
            c for c in new_claims if c.open is not None and was is not None and was.open != now.open
        ]
        or [c for c in new_claims if c.called == now.label or c.dropped is False],
    )


# --- claims -------------------------------------------------------------------------------------


def _claims_of_site(side: Side, site: str) -> Iterable[Claim]:
    stated = side.situation.programme.site.get(site)
    return () if stated is None else stated.claims


def _claims_of_wave(side: Side, wave: str) -> Iterable[WaveClaim]:
    return (c for w in side.situation.programme.waves if w.id == wave for c in w.all_claims())


def _known(side: Side, claims: Iterable[C]) -> list[C]:
    sources = dict(side.situation.programme.sources)
    return [c for c in claims if (c.known_from(sources) or date.min) <= side.situation.as_of]


def _only_new(old: Side, new: Side, claims: Iterable[C], before: Iterable[C]) -> list[C]:
    """The claims that the new side knows and the old one did not."""
    then = _known(old, before)
    return [c for c in _known(new, claims) if not any(_same(c, other) for other in then)]


def _same(one: Dated, other: Dated) -> bool:
    """Whether two claims say the same, wherever they are."""
    return one.model_copy(update={"address": other.address}) == other


def _cited(side: Side, claims: list[Claim] | list[WaveClaim]) -> Cited | None:
    programme = side.situation.programme
    latest = newest([*claims], programme.sources)
    return cited(programme, latest[0]) if latest else None
