"""What a change means for the data files: what to write where."""

from dataclasses import dataclass

from hpplan.changes import Change, Reopened, RuleAltered, RuleDropped, WaveMoved, WaveOpened
from hpplan.domain.claims import Claim, WaveClaim
from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.selectors import Waves
from hpplan.findings import Place
from hpplan.periods import A_DAY, Duration, Period
from hpplan.programme import Situation
from hpplan.rules import Rule
from hpplan.solving.outcome import Repair


@dataclass(frozen=True, slots=True)
class Edit:
    """An instruction, and the place in the files that it is about, if it is about one."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A repair that a plan was made with, in the situation that had none."""

    repair: Repair
    situation: Situation


def edit_of(change: Change, situation: Situation) -> Edit:
    """What to do to the files so that the change holds from the day on."""
    snapshot, places, day = situation.snapshot, situation.programme.places, situation.as_of
    match change:
        case RuleAltered(rule, instead):
            keys = {
                field.alias or name: _written(new)
                for name, field in type(rule).model_fields.items()
                if (new := getattr(instead, name)) != getattr(rule, name)
            }
            written = ", ".join(f"{key}: {value}" for key, value in keys.items())
            place = places.inside(rule.address, *list(keys)[:1])
            return Edit(f"write {written} in {rule.name}", place)
        case RuleDropped(rule):
            return _without(rule, situation)
        case Reopened(site):
            said = f"add to the claims of {snapshot.name(site)}: {{says: undecided, known: {day}}}"
            return Edit(said, _of_claim(snapshot.sites[site].claim, situation))
        case WaveOpened(wave):
            said = f"add to the claims of {wave}: {{open: true, known: {day}}}"
            return Edit(said, _of_claim(snapshot.wave[wave].open_claim, situation))
        case WaveMoved(wave, to):
            said = f"add to the claims of {wave}: {{go_live: {to.label}, known: {day}}}"
            return Edit(said, _of_claim(snapshot.wave[wave].go_live_claim, situation))
        case _:
            raise AssertionError(f"no way out is {change}")


def _of_claim(claim: Claim | WaveClaim | None, situation: Situation) -> Place | None:
    return None if claim is None else situation.programme.places.place(claim.address)


def _without(rule: Rule, situation: Situation) -> Edit:
    if rule in situation.overrides.rules():
        return Edit(f"leave out {rule.name}", None)
    before = A_DAY.before(situation.as_of)
    ended = f"take the rule out, or end it: in_force: {{until: {before}}}"
    return Edit(ended, situation.programme.places.place(rule.address))


def _written(value: object) -> str:
    """The value as YAML."""
    match value:
        case Waves(ids=ids):
            return "all" if ids is None else f"[{', '.join(ids)}]"
        case Gap() | Bound():
            stated = [f"{unit}: {number}" for unit, number in value.units()]
            if isinstance(value, Gap) and value.at_most is not None:
                stated.append(f"at_most: {_written(value.at_most)}")
            return f"{{{', '.join(stated)}}}"
        case Duration(months=months, days=days):
            return f"{{months: {months}, days: {days}}}"
        case Period(label=label):
            return label
        case _:
            return str(value)
