"""The effect of a delay on later waves, for people: bars before and after, and the reason for each
wave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hpplan.analysis.effect import Effect
from hpplan.analysis.ripple import ASKED, Delay, Ripple, RippledWave
from hpplan.conflicts.conflict import Conflict
from hpplan.domain import entry
from hpplan.domain.go_live_days import WEEKDAYS, weekday_name, weekday_of
from hpplan.domain.mandates import Mandate
from hpplan.domain.measures import DAYS, SITES, measure_unit
from hpplan.language import _, plural
from hpplan.periods import Period
from hpplan.programme.changes import WaveSlip
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval
from hpplan.reading.expression_text import written
from hpplan.text import alternatives, average, conjoined, whole
from hpplan.views import effect as view
from hpplan.views import upheaval as bill
from hpplan.views.document import Bars, Block, Sentence
from hpplan.views.formats.bars import DateBar

INHABITANTS: Final = measure_unit(entry.INHABITANTS)
SITE_DAYS: Final = SITES.times(DAYS)
INHABITANT_DAYS: Final = INHABITANTS.times(DAYS)
FEW_STAY: Final = 8
"""Up to this many unmoved waves are drawn; if there are more, none is."""


def blocks(
    found: Ripple, effect: Effect, change: Upheaval, changes: Sequence[Mandate] = ()
) -> Iterator[Block]:
    """The waves, the sites that go later and by how much, what stays the same, then all other
    differences, and who decides them.
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
        yield Sentence(
            plural(
                "Whether {rules} holds depends on the days within these periods.",
                "Whether {rules} hold depends on the days within these periods.",
                len(found.unsettled),
                rules=conjoined(found.unsettled),
            )
        )
    for slot in found.off_calendar:
        yield Sentence(_off(slot, found))


def stuck(
    conflicts: Sequence[Conflict], slips: Sequence[WaveSlip], situation: SituationData
) -> Iterator[Block]:
    """Why the plan cannot be kept, what would resolve that, and other questions to ask."""
    from hpplan.views.repair import options, unproved

    yield Sentence(
        _("With everybody in their wave there is no plan then, whatever is pushed (proved).")
    )
    yield from view.find_conflicts(conflicts)
    for conflict in conflicts:
        if conflict.repairs:
            every = {repair.id: repair for repair in conflict.repairs}
            yield options(conflict.repairs, every, situation, full=False)
    yield from unproved(repair for conflict in conflicts for repair in conflict.repairs)
    if not any(slip.onward for slip in slips):
        asked = " ".join(f"{written(slip.wave)}.go_live{slip.amount}" for slip in slips)
        yield Sentence(_("With {changes} everybody may choose anew.", changes=asked))


def _verdict(found: Ripple, effect: Effect) -> str:
    """The pushed waves, and that no site leaves one; if other changes cause moves, their number."""
    others = _("nobody leaves a wave")
    if moved := len(effect.moves):
        others = plural(
            "{n} site moves for the other changes",
            "{n} sites move for the other changes",
            moved,
            n=whole(moved),
        )
    names = [slot.label for slot in found.pushed]
    if not names:
        return _("No other wave has to go later; {others}.", others=others)
    return plural(
        "{waves} has to go later too, by the least that will do; {others}.",
        "{waves} have to go later too, by the least that will do; {others}.",
        len(names),
        waves=conjoined(names),
        others=others,
    )


def _bars(found: Ripple) -> Iterator[DateBar]:
    waves, days = found.waves, found.plan.days
    staying = [slot for slot in waves if slot.because is None]
    drawn = waves if len(staying) <= FEW_STAY else [s for s in waves if s.because is not None]
    for slot in drawn:
        after = slot.after if slot.wave not in days else Period.day(days[slot.wave])
        if slot.because is None:
            said = _("{period}, stays", period=after.short)
        else:
            why = _(ASKED.text) if slot.because == ASKED else slot.because
            said = f"{slot.before.short} -> {after.short}, {why}"
        yield DateBar(slot.label, slot.before.first, slot.after.first, said)


def _delayed(delay: Delay) -> str:
    if not delay.sites:
        return ""
    sites, days = SITES.amount(delay.sites), SITE_DAYS.amount(delay.site_days)
    if delay.inhabitants is None or delay.inhabitant_days is None:
        return plural(
            "{sites} goes live later, {days} in all.",
            "{sites} go live later, {days} in all.",
            delay.sites,
            sites=sites,
            days=days,
        )
    return plural(
        "{sites} goes live later, with {inhabitants}: {days}, {inhabitant_days}, {mean} for each "
        "inhabitant of the programme on average.",
        "{sites} go live later, with {inhabitants}: {days}, {inhabitant_days}, {mean} for each "
        "inhabitant of the programme on average.",
        delay.sites,
        sites=sites,
        inhabitants=INHABITANTS.amount(delay.inhabitants),
        days=days,
        inhabitant_days=INHABITANT_DAYS.amount(delay.inhabitant_days),
        mean=f"{average(delay.inhabitant_days, delay.everybody)} {DAYS.of(2)}",
    )


def _as_before(found: Ripple, change: Upheaval) -> Iterator[Sentence]:
    """What stays the same for those who have a place; else the whole upheaval."""
    notice = bill.notice(found.situation)
    if change.moved or change.overtaken or change.notice_lost or change.days_earlier:
        yield from bill.line(change, found.situation)
    elif notice is None:
        yield Sentence(_("Nobody overtakes."))
    else:
        yield Sentence(_("Nobody overtakes; everybody keeps {notice}.", notice=notice))


def _off(slot: RippledWave, found: Ripple) -> str:
    calendar = found.situation.programme.agenda.calendar
    day, names = slot.after.first, calendar.go_live_days
    values = {"wave": slot.label, "when": slot.after.when, "weekday": weekday_of(day)}
    if not names:
        return _(
            "{wave} would go live {when}, a {weekday}; the calendar has a holiday then.", **values
        )
    if WEEKDAYS[day.weekday()] in names:
        return _("{wave} would go live {when}, a {weekday}, a public holiday.", **values)
    allowed = alternatives(map(weekday_name, names))
    return _(
        "{wave} would go live {when}, a {weekday}; the calendar allows {days}.",
        days=allowed,
        **values,
    )
