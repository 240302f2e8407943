"""Why rules about single sites leave one of them no wave, in one sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from hpplan.domain.wave_state import WaveState, fits_dates
from hpplan.language import _, plural
from hpplan.periods import Fit, day_in_words
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.text import conjoined

FEW: Final = 4
"""How many waves are named."""


def no_wave_left(site: str, rules: Sequence[Rule], situation: SituationData) -> str:
    """The sentence that no wave has the dates these rules ask for, else what keeps the site from
    each wave.
    """
    snapshot = situation.snapshot
    early, late = _between(site, rules, situation)
    dated = [slot for slot in snapshot.waves if slot.go_live is not None]
    fitting = [slot for slot in snapshot.waves if fits_dates(slot, early, late) is not Fit.NONE]
    if dated and not fitting:
        return _none_between(early, late, dated)
    whys: dict[str, list[str]] = {}
    for slot in snapshot.waves:
        whys.setdefault(_why(site, slot, rules, situation), []).append(str(slot))
    reasons = [f"{conjoined(waves)}: {why}" for why, waves in list(whys.items())[:FEW]]
    if len(whys) > FEW:
        reasons.append(plural("and {n} more reason", "and {n} more reasons", len(whys) - FEW))
    return _(
        "{site} must be placed, and no wave is left for it ({reasons})",
        site=snapshot.name(site),
        reasons="; ".join(reasons),
    )


def _between(
    site: str, rules: Sequence[Rule], situation: SituationData
) -> tuple[date | None, date | None]:
    stated = (rule.days(situation.snapshot, site) for rule in rules)
    days = [allowed for allowed in stated if allowed is not None]
    early = [first for first, _ in days if first is not None]
    late = [last for _, last in days if last is not None]
    return max(early, default=None), min(late, default=None)


def _none_between(early: date | None, late: date | None, dated: Sequence[WaveState]) -> str:
    first, last = (
        dated[0],
        max(dated, key=lambda slot: slot.go_live.last if slot.go_live else date.min),
    )
    if early is not None and all(slot.go_live and slot.go_live.last < early for slot in dated):
        return _(
            "no wave goes live on or after {day}; the last is {wave}",
            day=day_in_words(early),
            wave=_dated(last),
        )
    if late is not None and all(slot.go_live and slot.go_live.first > late for slot in dated):
        return _(
            "no wave goes live on or before {day}; the first is {wave}",
            day=day_in_words(late),
            wave=_dated(first),
        )
    start, end = (day_in_words(day) if day else _("any day") for day in (early, late))
    return _("no wave goes live between {first} and {last}", first=start, last=end)


def _dated(slot: WaveState) -> str:
    return f"{slot}, {slot.go_live.words}" if slot.go_live else str(slot)


def _why(site: str, slot: WaveState, rules: Sequence[Rule], situation: SituationData) -> str:
    snapshot = situation.snapshot
    if slot not in snapshot.allowed(site):
        return _("over") if slot.past else _("takes no more sites")
    for rule in rules:
        if rule.violations(snapshot, {site: slot.id}):
            return _("barred by {rule}", rule=rule.name)
    return _("not open to it")
