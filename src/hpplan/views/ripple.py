"""What a delay does behind it, for people: bars before and after, and what each wave waits for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hpplan.analysis.effect import Effect
from hpplan.analysis.ripple import Delay, Ripple, RippledWave
from hpplan.conflicts.conflict import Conflict
from hpplan.domain import entry
from hpplan.domain.go_live_days import WEEKDAYS
from hpplan.domain.mandates import Mandate
from hpplan.domain.measures import DAYS, SITES, measure_unit
from hpplan.periods import Period
from hpplan.programme.changes import WaveSlip
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval
from hpplan.reading.expressions import written
from hpplan.text import average, conjoined
from hpplan.views import effect as view
from hpplan.views import upheaval as bill
from hpplan.views.document import Bars, Block, Sentence
from hpplan.views.formats.bars import DateBar

INHABITANTS: Final = measure_unit(entry.INHABITANTS)
SITE_DAYS: Final = SITES.times(DAYS)
INHABITANT_DAYS: Final = INHABITANTS.times(DAYS)
FEW_STAY: Final = 8
"""So many waves that stay are drawn; of more, none."""


def blocks(
    found: Ripple, effect: Effect, change: Upheaval, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """The waves, who goes later by how much, what stays as it was, then what else differs, and who
    decides all that.
    """
    yield Sentence(_verdict(found, effect))
    yield Bars(tuple(_bars(found)))
    if said := _delayed(found.delay):
        yield Sentence(said)
    yield from _as_before(found, change)
    drawn = {slot.wave for slot in found.waves}
    others = tuple(shifted for shifted in effect.waves if shifted.wave not in drawn)
    dates = [s.mandate for s in effect.waves if s.mandate is not None and s.wave in drawn]
    yield from view.differences(replace(effect, waves=others), changes=[*changes, *dates])
    if found.plan.dates is not None:
        from hpplan.views.plan import days

        yield from days(found.situation, found.plan.dates)
    if found.unsettled:
        holds = "holds depends" if len(found.unsettled) == 1 else "hold depends"
        rules = conjoined(found.unsettled)
        yield Sentence(f"Whether {rules} {holds} on the days within these periods.")
    for slot in found.off_calendar:
        yield Sentence(_off(slot, found))


def stuck(
    conflicts: Sequence[Conflict], slips: Sequence[WaveSlip], situation: SituationData
) -> Iterator[Block]:
    """Why the plan cannot be kept, what would resolve that, and how else to ask."""
    from hpplan.views.repair import options, unproved

    yield Sentence(
        "With everybody in their wave there is no plan then, whatever is pushed (proved)."
    )
    yield from view.find_conflicts(conflicts)
    for conflict in conflicts:
        if conflict.repairs:
            every = {repair.id: repair for repair in conflict.repairs}
            yield options(conflict.repairs, every, situation, full=False)
    yield from unproved(repair for conflict in conflicts for repair in conflict.repairs)
    if not any(slip.onward for slip in slips):
        asked = " ".join(f"{written(slip.wave)}.go_live{slip.amount}" for slip in slips)
        yield Sentence(f"With {asked} everybody may choose anew.")


def _verdict(found: Ripple, effect: Effect) -> str:
    """Which waves are pushed, and that nobody leaves one; of moves that other changes make, how
    many there are.
    """
    moved = len(effect.moves)
    verb = "moves" if moved == 1 else "move"
    others = (
        f"{SITES.amount(moved)} {verb} for the other changes" if moved else "nobody leaves a wave"
    )
    names = [slot.label for slot in found.pushed]
    if not names:
        return f"No other wave has to go later; {others}."
    later = "has" if len(names) == 1 else "have"
    return f"{conjoined(names)} {later} to go later too, by the least that will do; {others}."


def _bars(found: Ripple) -> Iterator[DateBar]:
    waves, days = found.waves, found.plan.days
    staying = [slot for slot in waves if slot.because is None]
    drawn = waves if len(staying) <= FEW_STAY else [s for s in waves if s.because is not None]
    for slot in drawn:
        after = slot.after if slot.wave not in days else Period.day(days[slot.wave])
        moves = f"{slot.before.short} -> {after.short}, {slot.because}"
        stays = f"{after.short}, stays"
        said = stays if slot.because is None else moves
        yield DateBar(slot.label, slot.before.first, slot.after.first, said)


def _delayed(delay: Delay) -> str:
    if not delay.sites:
        return ""
    goes = "goes" if delay.sites == 1 else "go"
    who, days = f"{SITES.amount(delay.sites)} {goes} live later", SITE_DAYS.amount(delay.site_days)
    if delay.inhabitants is None or delay.inhabitant_days is None:
        return f"{who}, {days} in all."
    mean = average(delay.inhabitant_days, delay.everybody)
    return (
        f"{who}, with {INHABITANTS.amount(delay.inhabitants)}: {days}, "
        f"{INHABITANT_DAYS.amount(delay.inhabitant_days)}, {mean} {DAYS.of(2)} for each inhabitant "
        "of the programme on average."
    )


def _as_before(found: Ripple, change: Upheaval) -> Iterator[Sentence]:
    """What stays as it was for those who have a place; else the whole bill."""
    notice = bill.notice(found.situation)
    if change.moved or change.overtaken or change.notice_lost or change.days_earlier:
        yield from bill.line(change, found.situation)
    elif notice is None:
        yield Sentence("Nobody overtakes.")
    else:
        yield Sentence(f"Nobody overtakes; everybody keeps {notice}.")


def _off(slot: RippledWave, found: Ripple) -> str:
    calendar = found.situation.programme.agenda.calendar
    weekday = WEEKDAYS[slot.after.first.weekday()].capitalize()
    names = calendar.go_live_days
    allowed = " or ".join(day.capitalize() for day in names)
    why = f"; the calendar allows {allowed}" if names else "; the calendar has a holiday then"
    if WEEKDAYS[slot.after.first.weekday()] in names:
        why = ", a public holiday"
    return f"{slot.label} would go live {slot.after.when}, a {weekday}{why}."
