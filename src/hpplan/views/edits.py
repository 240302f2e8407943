"""The meaning of a change for the data files: what to write where."""

from collections.abc import Sequence
from datetime import date

from hpplan.conflicts.conflict import Repair
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Claim, WaveClaim
from hpplan.language import _
from hpplan.periods import A_DAY, Period
from hpplan.programme.changes import (
    CalendarWidened,
    Change,
    ClaimAdded,
    RuleReplaced,
    WaveClaimAdded,
    WaveRestated,
    together,
)
from hpplan.programme.programme import SituationData
from hpplan.reading.written_changes import as_yaml
from hpplan.rules import Rule
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class SuggestedEdit:
    """An instruction, and the place in the files that it concerns, if any."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A repair that a plan was made with, in the situation that had none. Of several repairs each
    has its `own` changes, which no other makes for it.
    """

    repair: Repair
    situation: SituationData
    own: tuple[Change, ...] | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.repair.changes if self.own is None else self.own


def applied(repairs: Sequence[Repair], situation: SituationData) -> list[Applied]:
    """The repairs with the changes of each, if all are made: no two change the same."""
    in_order = sorted(repairs, key=lambda repair: repair.conflict)
    left = together(change for repair in in_order for change in repair.changes)
    found = []
    for repair in repairs:
        own = [change for change in left if any(_alike(change, c) for c in repair.changes)]
        left = [change for change in left if change not in own]
        found.append(Applied(repair, situation, tuple(own)))
    return found


def _alike(one: Change, other: Change) -> bool:
    """Whether both are the same change, or change the same rule."""
    return len(together([one, other])) == 1


def edit_of(change: Change, situation: SituationData) -> SuggestedEdit:
    """The edit of the files by which the change holds from the day on."""
    snapshot, places = situation.snapshot, situation.programme.places
    match change:
        case RuleReplaced(rule, by=None):
            return _without(rule, situation)
        case RuleReplaced(rule):
            keys = {key: as_yaml(new) for key, (_, new) in change.differences.items()}
            written = ", ".join(f"{key}: {value}" for key, value in keys.items())
            place = places.inside(rule.address, *list(keys)[:1])
            return SuggestedEdit(_("write {keys} in {rule}", keys=written, rule=rule.name), place)
        case ClaimAdded(of, Claim(gate=str() as gate) as added) | WaveClaimAdded(
            of, WaveClaim(gate=str() as gate) as added
        ):
            failed = _failed(of, gate, situation)
            says = f"says: {added.says}, gate: {gate}"
            name = snapshot.name(of) if isinstance(change, ClaimAdded) else of
            return _claimed(name, says, failed, situation)
        case ClaimAdded(site, Claim(says=said)):
            claim = snapshot.sites[site].claim
            return _claimed(snapshot.name(site), f"says: {said}", claim, situation)
        case WaveRestated(wave, WaveClaim(open=bool() as takes_more)):
            before = snapshot.wave[wave].open_claim
            return _claimed(wave, f"open: {as_yaml(takes_more)}", before, situation)
        case WaveRestated(wave, WaveClaim(go_live=Period(label=label))):
            moved = snapshot.wave[wave].go_live_claim
            return _claimed(wave, f"go_live: {label}", moved, situation)
        case CalendarWidened(weekday):
            calendar = situation.programme.agenda.calendar
            if weekday is None:
                place = places.inside(calendar.address, "holidays")
                return SuggestedEdit(_("take holidays out of the calendar"), place)
            days = ", ".join([*calendar.go_live_days, weekday])
            place = places.inside(calendar.address, "go_live_days")
            named = f"go_live_days: [{days}]"
            return SuggestedEdit(_("write {keys} in the calendar", keys=named), place)
        case _:
            raise AssertionError(f"no repair is {change}")


def _failed(of: str, gate: str, situation: SituationData) -> Claim | WaveClaim | None:
    """The claim by which the site or wave failed the gate."""
    failures = (f for f in situation.gates.failures if f.gate.id == gate)
    return next((f.claim for f in failures if of in (f.site, f.wave)), None)


def _claimed(
    of: str, says: str, claim: Claim | WaveClaim | None, situation: SituationData
) -> SuggestedEdit:
    """A new claim; if the claim that it replaces was known no earlier, one that says which of the
    two counts.
    """
    day = situation.as_of
    said = f"{says}, known: {day}"
    if claim is not None and claim.known_from(situation.programme.sources) == day:
        said += f", settles: newer of two of {day}"
    place = None if claim is None else situation.programme.places.place(claim.address)
    claimed = f"{{{said}}}"
    return SuggestedEdit(_("add to the claims of {of}: {claim}", of=of, claim=claimed), place)


def _without(rule: Rule, situation: SituationData) -> SuggestedEdit:
    if rule in situation.overrides.rules():
        return SuggestedEdit(_("leave out {option}", option=rule.name), None)
    ended = _("take the rule out")
    if situation.as_of > date.min:
        keys = f"in_force: {{until: {A_DAY.before(situation.as_of)}}}"
        ended = _("take the rule out, or end it: {keys}", keys=keys)
    return SuggestedEdit(ended, situation.programme.places.place(rule.address))
