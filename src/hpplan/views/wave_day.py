"""Why a wave goes live on its day, for people: what excludes each earlier one."""

from collections.abc import Iterator
from datetime import date

from hpplan.analysis.wave_day import DayExplained, Excluded, Why
from hpplan.domain.go_live_days import WEEKDAYS
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import Proof
from hpplan.solving.result import Undecided
from hpplan.text import conjoined
from hpplan.views import effect as view
from hpplan.views.document import Block, Document, Sentence, listed
from hpplan.views.formats.drawing import counted


def explained(shown: DayExplained) -> Document:
    """The day, the days before it in runs, and how far that is proved."""
    return tuple(_explained(shown))


def _explained(shown: DayExplained) -> Iterator[Block]:
    slot, site = shown.wave, shown.site
    if slot is None or shown.day is None:
        named = site.name if site is not None else slot.introduced if slot is not None else "it"
        yield view.headline(shown.situation, f"No day was chosen for {named}: {_none(shown)}")
        if isinstance(shown.base, Infeasible):
            yield from view.find_conflicts(shown.base.conflicts)
        return
    weekday = WEEKDAYS[shown.day.weekday()].capitalize()
    period = "" if slot.go_live is None else f" ({slot.go_live.words})"
    who = slot.introduced if site is None else f"{site.name}, in {slot},"
    goes_live = f"{who} goes live on {weekday} {day_in_words(shown.day)}{period}"
    yield view.headline(shown.situation, goes_live)
    if not shown.earlier:
        yield Sentence("That is the first day of its period.")
        return
    yield listed("Not earlier", map(_line, shown.earlier))
    yield from map(Sentence, _proof(shown))


def _none(shown: DayExplained) -> str:
    """Why there is no day."""
    match shown.base:
        case Infeasible():
            return "no plan with days exists, which is proved"
        case Undecided():
            return "no plan with days was found in time; give more with --time-limit"
        case Solved():
            return shown.none or "the plan has none"


def _line(run: Excluded) -> str:
    """The days, and what speaks against them."""
    last = run.days > 1 and run.why in (Why.RULE, Why.GOAL, Why.ORDER, Why.NOTHING)
    named = ", ".join(filter(None, [run.name, "even on the last" if last else ""]))
    said = f"{named}: {run.text}" if named else run.text
    others = ""
    if run.others:
        days = conjoined(f"{slot} on {_short(day)}" for slot, day in run.others)
        others = f", with {days}"
    doubt = "" if run.proved or run.why is Why.UNDECIDED else " (not proved)"
    return f"{_days(run)}: {said}{others}{doubt}"


def _days(run: Excluded) -> str:
    if run.days == 1:
        return _short(run.first)
    return f"{_short(run.first)} to {_short(run.last)} ({counted(run.days, 'day')})"


def _short(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()[:3]} {day_in_words(day, short=True)}"


def _proof(shown: DayExplained) -> Iterator[str]:
    asked = [run for run in shown.earlier if run.why not in (Why.AS_OF, Why.WEEKDAY, Why.HOLIDAY)]
    if asked:
        proved = "Proved" if all(run.proved for run in asked) else "Not all of it proved"
        yield f"{proved}, with everybody in the same wave, whatever days other waves take."
    if isinstance(shown.base, Solved) and (dates := shown.base.plan.dates) is not None:
        if dates.proof is Proof.OPTIMAL:
            yield "The plan is proved best: none that is as good has better days."
        elif dates.proof is Proof.FEASIBLE:
            yield "The plan is not proved best: the time ended."
