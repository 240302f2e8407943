"""What could be otherwise: changes of a situation, as values that say themselves in words.

`changed` applies them, in order, and touches no file. What a change leaves alone keeps its address,
so that findings about it still lead to its place in the data; what a change states is in no file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hpplan.domain.claims import Claim, Says, WaveClaim, outdating
from hpplan.domain.entry import NOWHERE
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sites import Site
from hpplan.domain.standing import TAKES_NO_PART
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.rules import Capacity, Forbid, Pin, Rule, Window


@dataclass(frozen=True, slots=True)
class Pinned:
    """The site is in the wave. Whoever is firm elsewhere must be `Reopened` too."""

    site: str
    wave: str

    def sentence(self, situation: SituationData) -> str:
        return f"{situation.snapshot.name(self.site)} in {_called(self.wave, situation)}"


@dataclass(frozen=True, slots=True)
class Barred:
    """The site is not in the wave."""

    site: str
    wave: str

    def sentence(self, situation: SituationData) -> str:
        return f"{situation.snapshot.name(self.site)} not in {_called(self.wave, situation)}"


@dataclass(frozen=True, slots=True)
class Within:
    """The site is in one of the waves, and not left out."""

    site: str
    waves: tuple[str, ...]

    def sentence(self, situation: SituationData) -> str:
        waves = " or ".join(_called(wave, situation) for wave in self.waves)
        return f"{situation.snapshot.name(self.site)} in {waves}"


@dataclass(frozen=True, slots=True)
class GoLiveBetween:
    """The site goes live in a wave that may come on or after the one day, and on or before the
    other; `because` says where the days come from.
    """

    site: str
    not_before: date | None
    not_after: date | None
    because: str

    def sentence(self, situation: SituationData) -> str:
        name = situation.snapshot.name(self.site)
        match self.not_before, self.not_after:
            case date() as early, None:
                when = f"not before {early}"
            case None, date() as late:
                when = f"not after {late}"
            case early, late:
                when = f"on {early}" if early == late else f"between {early} and {late}"
        return f"{name} goes live {when} ({self.because})"


@dataclass(frozen=True, slots=True)
class Reopened:
    """The site is not held to the wave that it decided, or that it is overdue in."""

    site: str

    def sentence(self, situation: SituationData) -> str:
        found = situation.snapshot.sites[self.site]
        if found.firm is None:
            return f"{found.name} has not decided"
        return f"{found.name} may leave {_called(found.wave or '', situation)}"


@dataclass(frozen=True, slots=True)
class BecomesUndecided:
    """The site says on the as-of date that it is undecided: its decision has no effect from then
    on, and where it is overdue it need not stay.
    """

    site: str

    def sentence(self, situation: SituationData) -> str:
        return Reopened(self.site).sentence(situation)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The site takes no part."""

    site: str

    def sentence(self, situation: SituationData) -> str:
        return f"{situation.snapshot.name(self.site)} withdraws"


@dataclass(frozen=True, slots=True)
class Joined:
    """The site that declined or withdrew takes part; what it said of waves before that is void."""

    site: str

    def sentence(self, situation: SituationData) -> str:
        return f"{situation.snapshot.name(self.site)} takes part"


@dataclass(frozen=True, slots=True)
class ClaimDropped:
    """The claim of the site or the wave was never made."""

    of: str
    claim: Claim | WaveClaim

    def sentence(self, situation: SituationData) -> str:
        name = situation.snapshot.sites[self.of].name if self.of in situation.snapshot.sites else ""
        match self.claim:
            case Claim(says=says, wave=wave):
                said = f"{says} {wave}" if wave else f"{says}"
            case WaveClaim(go_live=go_live, open=takes_more, called=called):
                parts = [f"go-live {go_live}"] if go_live is not None else []
                parts += ["open" if takes_more else "closed"] if takes_more is not None else []
                parts += [f"called {called}"] if called is not None else []
                said = ", ".join(parts) or "dropped"
        source = f" [{self.claim.source}]" if self.claim.source else ""
        return f"without the claim of {name or _called(self.of, situation)}: {said}{source}"


@dataclass(frozen=True, slots=True)
class RuleDropped:
    """The rule is dropped."""

    rule: Rule

    def sentence(self, situation: SituationData) -> str:
        return f"without {self.rule.name}: {self.rule.sentence(situation.snapshot)}"


@dataclass(frozen=True, slots=True)
class RuleRestored:
    """The rule is in force, whatever dates it was for."""

    rule: Rule

    def sentence(self, situation: SituationData) -> str:
        return f"again with {self.rule.name}: {self.rule.sentence(situation.snapshot)}"


@dataclass(frozen=True, slots=True)
class RuleAltered:
    """The rule is replaced by another of its kind. They share their id and address."""

    rule: Rule
    instead: Rule

    def sentence(self, situation: SituationData) -> str:  # noqa: ARG002  # as all changes have it
        fields = type(self.rule).model_fields
        differences = [
            f"{field.alias or name} {_said(new)} instead of {_said(old)}"
            for name, field in fields.items()
            if (new := getattr(self.instead, name)) != (old := getattr(self.rule, name))
        ]
        return f"{self.rule.name}: {', '.join(differences) or 'as it is'}"


@dataclass(frozen=True, slots=True)
class CapacityAltered:
    """The maximum of the rule is another one for this wave only."""

    rule: Capacity
    wave: str
    most: int

    def sentence(self, situation: SituationData) -> str:
        was = "" if self.rule.max in (None, self.most) else f" instead of {self.rule.max}"
        where = _called(self.wave, situation)
        return f"{where} holds at most {self.most} {self.rule.measure}{was} ({self.rule.name})"


@dataclass(frozen=True, slots=True)
class CapacityAdded:
    """The wave gets a maximum that no rule stated before."""

    wave: str
    measure: str
    most: int

    def sentence(self, situation: SituationData) -> str:
        where = _called(self.wave, situation)
        return f"{where} holds at most {self.most} {self.measure} (no rule says so now)"


@dataclass(frozen=True, slots=True)
class WaveMoved:
    """The wave goes live then."""

    wave: str
    to: Period

    def sentence(self, situation: SituationData) -> str:
        now = situation.snapshot.wave[self.wave].go_live
        was = "" if now is None else f" instead of {now}"
        return f"{_called(self.wave, situation)} goes live {self.to}{was}"


@dataclass(frozen=True, slots=True)
class WaveOpened:
    """The wave takes more sites, or takes none."""

    wave: str
    takes_more: bool = True

    def sentence(self, situation: SituationData) -> str:
        more = "more" if self.takes_more else "no more"
        return f"{_called(self.wave, situation)} takes {more} sites"


@dataclass(frozen=True, slots=True)
class WaveDropped:
    """The wave does not exist. Sites that decided it are free; a wave with a live site stays."""

    wave: str

    def sentence(self, situation: SituationData) -> str:
        return f"{_called(self.wave, situation)} is given up"


Change = (
    Pinned
    | Barred
    | Within
    | GoLiveBetween
    | Reopened
    | BecomesUndecided
    | Withdrawn
    | Joined
    | ClaimDropped
    | RuleDropped
    | RuleRestored
    | RuleAltered
    | CapacityAltered
    | CapacityAdded
    | WaveMoved
    | WaveOpened
    | WaveDropped
)


def together(changes: Iterable[Change]) -> list[Change]:
    """The changes, each once. Of several that alter a rule the last counts, unless one drops it;
    of several that move a wave, the last.
    """
    kept: list[Change] = []
    for change in changes:
        match change:
            case RuleDropped(rule) | RuleAltered(rule):
                place = next((n for n, c in enumerate(kept) if _about(rule, c)), None)
                if place is None:
                    kept.append(change)
                elif isinstance(kept[place], RuleAltered):
                    kept[place] = change
            case WaveMoved(wave):
                kept = [c for c in kept if not (isinstance(c, WaveMoved) and c.wave == wave)]
                kept.append(change)
            case _:
                if change not in kept:
                    kept.append(change)
    return kept


def _about(rule: Rule, change: Change) -> bool:
    return isinstance(change, RuleDropped | RuleAltered) and bool(_which(rule, [change.rule]))


def changed(situation: SituationData, changes: Iterable[Change]) -> SituationData:
    """The situation with the changes, each on top of those before it."""
    programme, overrides = situation.programme, situation.overrides
    for change in changes:
        programme, overrides = _with(change, programme, overrides, situation.as_of)
    return programme.on(situation.as_of, overrides)


def _with(
    change: Change, programme: ProgrammeData, overrides: Overrides, as_of: date
) -> tuple[ProgrammeData, Overrides]:
    match change:
        case Pinned(site, wave):
            pin = Pin(id=f"{site}={wave}", site=site, wave=wave)
            return _with_rules(programme, (*programme.rules, pin)), overrides
        case Barred(site, wave):
            sites, waves = Sites(ids=(site,)), Waves(ids=(wave,))
            forbid = Forbid(id=f"{site}!={wave}", sites=sites, waves=waves)
            return _with_rules(programme, (*programme.rules, forbid)), overrides
        case Within(site, only):
            window = Window(
                id=f"{site} in {' or '.join(only)}", sites=Sites(ids=(site,)), waves=Waves(ids=only)
            )
            placed = _with_site(programme, site, {"required": True})
            return _with_rules(placed, (*programme.rules, window)), overrides
        case GoLiveBetween(site, early, late, because):
            window = Window(
                id=f"{site}.go_live",
                sites=Sites(ids=(site,)),
                not_before=None if early is None else Period.day(early),
                not_after=None if late is None else Period.day(late),
                because=because,
            )
            return _with_rules(programme, (*programme.rules, window)), overrides
        case Reopened(site):
            reopened = tuple(dict.fromkeys((*overrides.reopened, site)))
            return programme, replace(overrides, reopened=reopened)
        case BecomesUndecided(site):
            said = Claim(says=Says.UNDECIDED, known=Period.day(as_of), settles="newer")
            claims = (*programme.site[site].claims, said)
            return _with_site(programme, site, {"claims": claims}), overrides
        case Withdrawn(site):
            said = Claim(says=Says.WITHDRAWN, known=Period.day(as_of))
            return _with_site(programme, site, {"claims": (said,)}), overrides
        case Joined(site):
            standing = _not_voided(programme.site[site], programme, as_of)
            said = Claim(says=Says.JOINED, known=Period.day(as_of))
            return _with_site(programme, site, {"claims": (*standing, said)}), overrides
        case ClaimDropped(of, claim):
            return _without_claim(programme, of, claim), overrides
        case RuleDropped(rule):
            return _instead_of(rule, (), programme, overrides)
        case RuleRestored(rule):
            in_force = rule.model_copy(update={"in_force": None})
            return _instead_of(rule, (in_force,), programme, overrides)
        case RuleAltered(rule, instead):
            return _instead_of(rule, (instead,), programme, overrides)
        case CapacityAltered(rule, wave, most):
            return _with_rules(programme, _in_one_wave(programme, rule, wave, most)), overrides
        case CapacityAdded(wave, measure, most):
            waves = Waves(ids=(wave,))
            cap = Capacity(id=f"{wave}.capacity.{measure}", measure=measure, waves=waves, max=most)
            return _with_rules(programme, (*programme.rules, cap)), overrides
        case WaveMoved(wave, to):
            return _with_said(programme, wave, "go_live", WaveClaim(go_live=to)), overrides
        case WaveOpened(wave, takes_more):
            return _with_said(programme, wave, "open", WaveClaim(open=takes_more)), overrides
        case WaveDropped(wave):
            return _with_said(programme, wave, "dropped", WaveClaim(dropped=True)), overrides


def _called(wave: str, situation: SituationData) -> str:
    return str(situation.snapshot.wave.get(wave, wave))


def _said(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _with_rules(programme: ProgrammeData, rules: Iterable[Rule]) -> ProgrammeData:
    return replace(programme, rules=tuple(rules))


def _with_site(programme: ProgrammeData, site: str, stated: Mapping[str, object]) -> ProgrammeData:
    sites = tuple(
        each.model_copy(update=dict(stated)) if each.id == site else each
        for each in programme.sites
    )
    return replace(programme, sites=sites)


def _without_claim(programme: ProgrammeData, of: str, claim: Claim | WaveClaim) -> ProgrammeData:
    match claim:
        case Claim():
            left = tuple(c for c in programme.site[of].claims if c is not claim)
            return _with_site(programme, of, {"claims": left})
        case WaveClaim():
            waves = (
                w.model_copy(update={"claims": tuple(c for c in w.claims if c is not claim)})
                if w.id == of
                else w
                for w in programme.waves
            )
            return replace(programme, waves=tuple(waves))


def _not_voided(site: Site, programme: ProgrammeData, as_of: date) -> list[Claim]:
    """The claims of a site that takes no part which still hold if it does after all."""
    sources = programme.sources
    known = [c for c in site.claims if (c.known_from(sources) or date.min) <= as_of]
    refused_since = outdating((c for c in known if c.says in TAKES_NO_PART), sources)
    return [c for c in known if c.says not in TAKES_NO_PART and not refused_since(c)]


def _with_said(programme: ProgrammeData, wave: str, on: str, said: WaveClaim) -> ProgrammeData:
    """The programme in which this is the only thing ever said of the wave on that question."""

    def restated(stated: Wave) -> Wave:
        silent = (claim.model_copy(update={on: None}) for claim in stated.claims)
        claims = (*(claim for claim in silent if _states_something(claim)), said)
        short = {on: None} if on in ("go_live", "open") else {}
        return stated.model_copy(update={"claims": claims, **short})

    waves = tuple(restated(w) if w.id == wave else w for w in programme.waves)
    return replace(programme, waves=waves)


def _states_something(claim: WaveClaim) -> bool:
    stated = (claim.go_live, claim.open, claim.called, claim.dropped)
    return any(value is not None for value in stated)


def _which(rule: Rule, rules: Sequence[Rule]) -> list[int]:
    """The rule among them: itself, else what became of it by other changes."""
    if itself := [number for number, stated in enumerate(rules) if stated is rule]:
        return itself
    if rule.id is None and rule.address == NOWHERE:
        return []
    which = (rule.kind, rule.id, rule.address)
    return [
        n for n, stated in enumerate(rules) if (stated.kind, stated.id, stated.address) == which
    ]


def _instead_of(
    rule: Rule, instead: tuple[Rule, ...], programme: ProgrammeData, overrides: Overrides
) -> tuple[ProgrammeData, Overrides]:
    """Others in the place of the rule, be it of the data, a blackout or asked for by an option."""
    places = _which(rule, programme.rules)
    rules = [stated for number, stated in enumerate(programme.rules) if number not in places]
    if places:
        rules[places[0] : places[0]] = instead
        return _with_rules(programme, rules), overrides
    rules += instead
    agenda = programme.agenda
    if gone := _which(rule, programme.blackouts):
        left = tuple(b for number, b in enumerate(agenda.blackouts) if number not in gone)
        agenda = agenda.model_copy(update={"blackouts": left})
        return replace(programme, agenda=agenda, rules=tuple(rules)), overrides
    pins = tuple(pin for pin in overrides.pins if Overrides(pins=(pin,)).rules() != [rule])
    bars = tuple(bar for bar in overrides.forbids if Overrides(forbids=(bar,)).rules() != [rule])
    if (pins, bars) == (overrides.pins, overrides.forbids):
        raise LookupError(f"the programme has no rule {rule.name}")
    return _with_rules(programme, rules), replace(overrides, pins=pins, forbids=bars)


def _in_one_wave(programme: ProgrammeData, rule: Capacity, wave: str, most: int) -> list[Rule]:
    """The rules in which that one is split: in this wave another maximum, elsewhere the same."""
    places = _which(rule, programme.rules)
    rules: list[Rule] = []
    for number, stated in enumerate(programme.rules):
        if not (number in places and isinstance(stated, Capacity) and wave in stated.waves):
            rules.append(stated)
            continue
        ids = stated.waves.ids or tuple(w.id for w in programme.waves)
        others = stated.waves.model_copy(update={"ids": tuple(i for i in ids if i != wave)})
        here = stated.waves.model_copy(update={"ids": (wave,)})
        if others.ids:
            rules.append(stated.model_copy(update={"waves": others}))
        least = None if stated.min is None else min(stated.min, most)
        rules.append(stated.model_copy(update={"waves": here, "max": most, "min": least}))
    return rules
