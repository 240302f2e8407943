"""Changes of a situation, as values that describe themselves in words.

`changed` applies them, in order, and touches no file. Whatever a change leaves alone keeps its
address, so that findings about it still lead to its place in the data; what a change states is in
no file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hpplan.domain.agenda import Weekday
from hpplan.domain.claims import WAVE_QUESTIONS, Claim, Says, WaveClaim
from hpplan.domain.go_live_days import weekday_name
from hpplan.domain.measures import measure_unit
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.language import _
from hpplan.periods import Duration, Period
from hpplan.programme.programme import SituationData
from hpplan.programme.supposed import Supposed, numbers_of
from hpplan.rules import Capacity, Forbid, Pin, Rule, Window
from hpplan.rules.traits import Summing
from hpplan.text import whole
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class RuleAdded:
    """A rule is added that no file states; it may express a wish about one `site` only."""

    rule: Rule
    site: str | None = None

    def sentence(self, situation: SituationData) -> str:
        return self.rule.supposed(situation.snapshot)

    def applied(self, to: Supposed) -> Supposed:
        return to.with_rules((*to.programme.rules, self.rule))


@dataclass(frozen=True, slots=True)
class RuleReplaced:
    """Another rule of its kind, with its id and address, or none, is in the place of a rule.

    With a `wave`, a capacity is replaced in this wave only, and stays as it was in the others.
    """

    rule: Rule
    by: Rule | None
    wave: str | None = None

    @property
    def differences(self) -> Mapping[str, tuple[object, object]]:
        """The changed keys, as in a data file, each with its old and new value."""
        return {
            field.alias or name: (old, new)
            for name, field in type(self.rule).model_fields.items()
            if (new := getattr(self.by, name)) != (old := getattr(self.rule, name))
        }

    def sentence(self, situation: SituationData) -> str:
        rule, snapshot = self.rule, situation.snapshot
        if self.by is None:
            says = rule.sentence(snapshot)
            return _("without {rule}: {sentence}", rule=rule.name, sentence=says)
        if self.wave is not None:
            return self.by.supposed(snapshot, instead_of=rule)
        if rule.in_force is not None and not rule.in_force.holds(situation.as_of):
            says = rule.sentence(snapshot)
            return _("again with {rule}: {sentence}", rule=rule.name, sentence=says)
        differences = [
            _("{key} {new} instead of {old}", key=key, new=_said(new), old=_said(old))
            for key, (old, new) in self.differences.items()
        ]
        said = ", ".join(differences) or _("as it is")
        return f"{rule.name}: {said}"

    def applied(self, to: Supposed) -> Supposed:
        if self.wave is not None and self.by is not None:
            return to.replacing_in_wave(self.rule, self.by, self.wave)
        return to.replacing(self.rule, () if self.by is None else (self.by,))


@dataclass(frozen=True, slots=True)
class ClaimAdded:
    """The site makes this claim on the as-of date, and it takes precedence over equally new ones.
    Earlier claims that it makes void are left out.
    """

    site: str
    claim: Claim

    def sentence(self, situation: SituationData) -> str:
        name = situation.snapshot.name(self.site)
        match self.claim.says:
            case Says.UNDECIDED:
                return Reopened(self.site).sentence(situation)
            case Says.WITHDRAWN:
                return _("{site} withdraws", site=name)
            case Says.JOINED:
                return _("{site} takes part", site=name)
            case Says.PASSED | Says.FAILED:
                return _of_gate(self.claim, name)
            case _:
                return f"{name}: {self.claim.said}"

    def applied(self, to: Supposed) -> Supposed:
        newest = {"known": Period.day(to.as_of), "settles": "newer"}
        before = to.claims_beside(self.claim, to.programme.site[self.site])
        claims = (*before, self.claim.model_copy(update=newest))
        return to.with_site(self.site, {"claims": claims})


@dataclass(frozen=True, slots=True)
class WaveClaimAdded:
    """This claim is made of the wave on the as-of date, and takes precedence over equally
    new ones.
    """

    wave: str
    claim: WaveClaim

    def sentence(self, situation: SituationData) -> str:
        return _of_gate(self.claim, situation.snapshot.called(self.wave))

    def applied(self, to: Supposed) -> Supposed:
        newest = {"known": Period.day(to.as_of), "settles": "newer"}
        stated = to.wave(self.wave).claims
        return to.with_claims(self.wave, (*stated, self.claim.model_copy(update=newest)))


@dataclass(frozen=True, slots=True)
class ClaimDropped:
    """The claim of the site or the wave was never made."""

    of: str
    claim: Claim | WaveClaim

    def sentence(self, situation: SituationData) -> str:
        sites = situation.snapshot.sites
        name = sites[self.of].name if self.of in sites else situation.snapshot.called(self.of)
        source = f" [{self.claim.source}]" if self.claim.source else ""
        said = f"{self.claim.said}{source}"
        return _("without the claim of {subject}: {said}", subject=name, said=said)

    def applied(self, to: Supposed) -> Supposed:
        match self.claim:
            case Claim():
                left = tuple(c for c in to.programme.site[self.of].claims if c is not self.claim)
                return to.with_site(self.of, {"claims": left})
            case WaveClaim():
                stated = to.wave(self.of).claims
                return to.with_claims(self.of, (c for c in stated if c is not self.claim))


@dataclass(frozen=True, slots=True)
class SiteRestated:
    """A plain field of the site has another value."""

    site: str
    field: str
    value: object

    def sentence(self, situation: SituationData) -> str:
        return f"{situation.snapshot.name(self.site)}: {self.field} {_said(self.value)}"

    def applied(self, to: Supposed) -> Supposed:
        return to.with_site(self.site, {self.field: self.value})


@dataclass(frozen=True, slots=True)
class SiteResized:
    """The site has this amount of the measure, on any date."""

    site: str
    measure: str
    amount: int

    def sentence(self, situation: SituationData) -> str:
        site, unit = situation.snapshot.sites[self.site], measure_unit(self.measure)
        now = site.fields.size.get(self.measure)
        amount = unit.amount(self.amount)
        if now is None or now == self.amount:
            return _("{site} has {amount}", site=site.name, amount=amount)
        was = whole(now)
        return _("{site} has {amount} instead of {old}", site=site.name, amount=amount, old=was)

    def applied(self, to: Supposed) -> Supposed:
        site = to.programme.site[self.site]
        earlier = tuple(
            then.model_copy(
                update={"size": {m: size for m, size in then.size.items() if m != self.measure}}
            )
            for then in site.earlier
        )
        size = {**site.size, self.measure: self.amount}
        return to.with_site(self.site, {"size": size, "earlier": earlier})


@dataclass(frozen=True, slots=True)
class WaveAdded:
    """There is one more wave."""

    wave: Wave

    def sentence(self, situation: SituationData) -> str:  # noqa: ARG002  # as all changes have it
        wave, stated = self.wave.id, self.wave.go_live
        if isinstance(stated, Period):
            return _("new wave {wave} goes live {when}", wave=wave, when=stated.when)
        return _("new wave {wave} without a date", wave=wave)

    def applied(self, to: Supposed) -> Supposed:
        waves = (*to.programme.waves, self.wave)
        return replace(to, programme=replace(to.programme, waves=waves))


@dataclass(frozen=True, slots=True)
class WaveRestated:
    """What the claim states replaces everything ever stated of the wave on that question: when it
    goes live, whether it takes more sites, or that it does not exist. Sites that decided a wave
    which does not exist are free; a wave with a live site stays.
    """

    wave: str
    claim: WaveClaim

    def sentence(self, situation: SituationData) -> str:
        called = situation.snapshot.called(self.wave)
        match self.claim:
            case WaveClaim(dropped=True):
                return _("{wave} is given up", wave=called)
            case WaveClaim(open=True):
                return _("{wave} takes more sites", wave=called)
            case WaveClaim(open=False):
                return _("{wave} takes no more sites", wave=called)
            case WaveClaim(go_live=to):
                return _goes_live(called, to, situation.snapshot.wave[self.wave].go_live)

    def applied(self, to: Supposed) -> Supposed:
        on = [key for key in WAVE_QUESTIONS if getattr(self.claim, key) is not None]
        silent = (claim.model_copy(update=dict.fromkeys(on)) for claim in to.wave(self.wave).claims)
        left = (c for c in silent if any(getattr(c, key) is not None for key in WAVE_QUESTIONS))
        short = [key for key in on if key in Wave.model_fields]
        return to.with_claims(self.wave, (*left, self.claim), short)


@dataclass(frozen=True, slots=True)
class WaveSlip:
    """A wave goes live later, or earlier, by a time, with all its sites; `onward`, so does every
    later wave, whether it holds a site or not. By itself it moves these waves only:
    `analysis.ripple` determines the effect on those behind them.
    """

    wave: str
    by: Duration
    onward: bool = False

    @property
    def earlier(self) -> bool:
        return self.by.months < 0 or self.by.days < 0

    @property
    def amount(self) -> str:
        """The time by which it moves, as in an expression: `+6m`."""
        by, sign = self.by, "-" if self.earlier else "+"
        days = abs(by.days)
        if by.months:
            return f"{sign}{abs(by.months)}m"
        return f"{sign}{days // 7}w" if days % 7 == 0 else f"{sign}{days}d"

    def sentence(self, situation: SituationData) -> str:
        by = Duration(abs(self.by.months), abs(self.by.days))
        values = {"wave": situation.snapshot.called(self.wave), "time": by.words}
        match self.onward, self.earlier:
            case True, True:
                return _("{wave} and every later wave go live {time} earlier", **values)
            case True, False:
                return _("{wave} and every later wave go live {time} later", **values)
            case False, True:
                return _("{wave} and everybody in it go live {time} earlier", **values)
            case _:
                return _("{wave} and everybody in it go live {time} later", **values)

    def dates(self, snapshot: Snapshot) -> Mapping[str, Period]:
        """The new go-lives of the waves that it moves. Waves without a date, past waves, and waves
        with live sites stay. Raises OverflowError where one would leave the calendar.
        """
        if self.wave not in snapshot.wave:  # another change has given it up
            return {}
        first = snapshot.wave[self.wave]
        named = snapshot.waves[first.position :] if self.onward else (first,)
        return {
            slot.id: _moved(slot.go_live, self.by, slot)
            for slot in named
            if slot.go_live is not None and snapshot.is_ahead(slot)
        }

    def applied(self, to: Supposed) -> Supposed:
        for wave, period in self.dates(to.situation.snapshot).items():
            to = goes_live(wave, period).applied(to)
        return to


def _moved(period: Period, by: Duration, slot: WaveState) -> Period:
    if (to := period.moved(by)) is None:
        raise OverflowError(f"{slot} ({period}) would leave the calendar")
    return to


@dataclass(frozen=True, slots=True)
class CalendarWidened:
    """Days may also be chosen on this weekday, or on public holidays where it is None."""

    weekday: Weekday | None

    def sentence(self, situation: SituationData) -> str:  # noqa: ARG002  # as all changes have it
        if self.weekday is None:
            return _("waves may go live on public holidays")
        weekday = weekday_name(self.weekday)
        return _("waves may go live on a {weekday}, too", weekday=weekday)

    def applied(self, to: Supposed) -> Supposed:
        agenda = to.programme.agenda
        days = agenda.calendar.go_live_days
        update: dict[str, object] = {"holidays": None}
        if self.weekday is not None:
            update = {"go_live_days": (*days, self.weekday)}
        calendar = agenda.calendar.model_copy(update=update)
        agenda = agenda.model_copy(update={"calendar": calendar})
        return replace(to, programme=replace(to.programme, agenda=agenda))


@dataclass(frozen=True, slots=True)
class Reopened:
    """The site is not held to the wave that it decided, or in which it is overdue."""

    site: str

    def sentence(self, situation: SituationData) -> str:
        found = situation.snapshot.sites[self.site]
        if found.firm is None:
            return _("{site} has not decided", site=found.name)
        wave = situation.snapshot.called(found.wave or "")
        return _("{site} may leave {wave}", site=found.name, wave=wave)

    def applied(self, to: Supposed) -> Supposed:
        reopened = tuple(dict.fromkeys((*to.overrides.reopened, self.site)))
        return replace(to, overrides=replace(to.overrides, reopened=reopened))


Change = (
    RuleAdded
    | RuleReplaced
    | ClaimAdded
    | WaveClaimAdded
    | ClaimDropped
    | SiteRestated
    | SiteResized
    | WaveAdded
    | WaveRestated
    | WaveSlip
    | CalendarWidened
    | Reopened
)


def changed(situation: SituationData, changes: Iterable[Change]) -> SituationData:
    """The situation with the changes, each applied on top of those before it."""
    return applied(as_it_is(situation), changes).situation


def redated(situation: SituationData, dates: Mapping[str, Period]) -> SituationData:
    """The situation in which each of these waves, by id, has another go-live."""
    return changed(situation, (goes_live(wave, to) for wave, to in dates.items()))


def as_it_is(situation: SituationData) -> Supposed:
    """The situation unchanged, ready for changes."""
    return Supposed(situation.programme, situation.overrides, situation)


def applied(supposed: Supposed, changes: Iterable[Change]) -> Supposed:
    """The edited situation with the changes, each applied on top of those before it."""
    for change in changes:
        supposed = change.applied(supposed)
    return supposed


def sentences(situation: SituationData, changes: Sequence[Change]) -> list[str]:
    """The changes in words, each in the situation with those before it."""
    return [
        change.sentence(changed(situation, changes[:number]))
        for number, change in enumerate(changes)
    ]


def together(changes: Iterable[Change]) -> list[Change]:
    """The changes without repetition. Of several that replace a rule the last counts, unless one
    drops it; of several that move a wave, the last.
    """
    kept: list[Change] = []
    for change in changes:
        match change:
            case RuleReplaced(rule, wave=None):
                match next(_about(rule, kept), None):
                    case None:
                        kept.append(change)
                    case number, RuleReplaced(by=Rule()):
                        kept[number] = change
                    case _:  # it was dropped
                        pass
            case WaveRestated(wave, WaveClaim(go_live=to)) if to is not None:
                kept = [c for c in kept if not _moves(c, wave)]
                kept.append(change)
            case _:
                if change not in kept:
                    kept.append(change)
    return kept


def _about(rule: Rule, changes: Iterable[Change]) -> Iterator[tuple[int, RuleReplaced]]:
    for number, change in enumerate(changes):
        match change:
            case RuleReplaced(other, wave=None) if numbers_of(rule, [other]):
                yield number, change
            case _:
                pass


def _moves(change: Change, wave: str) -> bool:
    return (
        isinstance(change, WaveRestated)
        and change.wave == wave
        and change.claim.go_live is not None
    )


# --- what planners suppose ------------------------------------------------------------------------


def pinned(site: str, wave: str) -> RuleAdded:
    """The site is in the wave. A site that is firm elsewhere must be `Reopened` too."""
    return RuleAdded(Pin(id=f"{site}={wave}", site=site, wave=wave), site)


def barred(site: str, wave: str) -> RuleAdded:
    """The site is not in the wave."""
    sites, waves = Sites(ids=(site,)), Waves(ids=(wave,))
    return RuleAdded(Forbid(id=f"{site}!={wave}", sites=sites, waves=waves), site)


def within(site: str, waves: Sequence[str]) -> tuple[Change, ...]:
    """The site is in one of the waves, and not left out."""
    window = Window(
        id=f"{site} in {' or '.join(waves)}",
        sites=Sites(ids=(site,)),
        waves=Waves(ids=tuple(waves)),
    )
    return SiteRestated(site, "required", value=True), RuleAdded(window, site)


def live_between(
    site: str, not_before: date | None, not_after: date | None, because: str
) -> RuleAdded:
    """The site goes live in a wave that may come on or after the first day, and on or before the
    second; `because` says where the days come from.
    """
    return RuleAdded(
        Window(
            id=f"{site}.go_live",
            sites=Sites(ids=(site,)),
            not_before=None if not_before is None else Period.day(not_before),
            not_after=None if not_after is None else Period.day(not_after),
            because=because,
        ),
        site,
    )


def holds_at_most(wave: str, measure: str, most: int) -> RuleAdded:
    """The wave gets a maximum where no rule stated one."""
    name = f"{wave}.capacity.{measure}"
    return RuleAdded(Capacity(id=name, measure=measure, waves=Waves(ids=(wave,)), max=most))


def capacity_in(wave: str, rule: Summing, most: int) -> RuleReplaced:
    """The maximum of the rule is different in this wave only."""
    return RuleReplaced(rule, rule.in_wave(wave, most), wave)


def rule_dropped(rule: Rule) -> Change:
    """The rule is dropped; one that rests on a claim is ended by another claim."""
    match rule.ended_by():
        case site, Claim() as claim:
            return ClaimAdded(site, claim)
        case wave, WaveClaim() as claim:
            return WaveClaimAdded(wave, claim)
        case _:
            return RuleReplaced(rule, None)


def rule_restored(rule: Rule) -> RuleReplaced:
    """The rule is in force, regardless of the dates it was stated for."""
    return RuleReplaced(rule, rule.altered(in_force=None))


def says(site: str, what: Says) -> ClaimAdded:
    """The site makes this claim on the as-of date: that it is undecided, so that its decision has
    no effect from then on, and where it is overdue it need not stay; that it takes no part, or
    does.
    """
    return ClaimAdded(site, Claim(says=what))


def at_gate(of: str, says: Says, gate: str, *, wave: bool) -> ClaimAdded | WaveClaimAdded:
    """The site, or the whole wave, has passed or failed the gate."""
    if wave:
        return WaveClaimAdded(of, WaveClaim.model_validate({"says": says, "gate": gate}))
    return ClaimAdded(of, Claim(says=says, gate=gate))


def goes_live(wave: str, to: Period) -> WaveRestated:
    """The wave goes live at that time."""
    return WaveRestated(wave, WaveClaim(go_live=to))


def takes(wave: str, *, more: bool = True) -> WaveRestated:
    """The wave takes more sites, or no more."""
    return WaveRestated(wave, WaveClaim(open=more))


def wave_dropped(wave: str) -> WaveRestated:
    """The wave does not exist."""
    return WaveRestated(wave, WaveClaim(dropped=True))


# --- in words -------------------------------------------------------------------------------------


def _goes_live(wave: str, stated: Period | str | None, now: Period | None) -> str:
    if not isinstance(stated, Period):
        said = _("{wave} has no date any more", wave=wave)
    else:
        said = _("{wave} goes live {when}", wave=wave, when=stated.when)
    return said if now is None else _("{said} instead of {when}", said=said, when=now.when)


def _of_gate(claim: Claim | WaveClaim, subject: str) -> str:
    if claim.says is Says.PASSED:
        return _("{subject} passes {gate}", subject=subject, gate=claim.gate)
    return _("{subject} fails {gate}", subject=subject, gate=claim.gate)


def _said(value: object) -> str:
    match value:
        case None:
            return _("none")
        case bool():
            return str(value).lower()
        case int():
            return whole(value)
        case Duration():
            return value.words
        case _:
            return str(value)
