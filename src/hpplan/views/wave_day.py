"""Why a wave goes live on its day, for people: what excludes each earlier one."""

from collections.abc import Iterator
from datetime import date

from hpplan.analysis.wave_day import DayExplained, Excluded, Why
from hpplan.domain.go_live_days import weekday_of
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import Proof
from hpplan.solving.result import Undecided
from hpplan.text import conjoined
from hpplan.views import effect as view
from hpplan.views.document import Block, Document, Sentence, listed


def explained(shown: DayExplained) -> Document:
    """The day, the days before it in runs, and how far that is proved."""
    return tuple(_explained(shown))


def _explained(shown: DayExplained) -> Iterator[Block]:
    slot, site = shown.wave, shown.site
    if slot is None or shown.day is None:
        named = site.name if site is not None else slot.introduced if slot is not None else _("it")
        none = _("No day was chosen for {who}: {why}", who=named, why=_none(shown))
        yield view.headline(shown.situation, none)
        if isinstance(shown.base, Infeasible):
            yield from view.find_conflicts(shown.base.conflicts)
        return
    day = f"{weekday_of(shown.day)} {day_in_words(shown.day)}"
    when = day if slot.go_live is None else f"{day} ({slot.go_live.words})"
    goes_live = (
        _("{wave} goes live on {day}", wave=slot.introduced, day=when)
        if site is None
        else _("{site}, in {wave}, goes live on {day}", site=site.name, wave=slot, day=when)
    )
    yield view.headline(shown.situation, goes_live)
    if not shown.earlier:
        yield Sentence(_("That is the first day of its period."))
        return
    yield listed(_("Not earlier"), map(_line, shown.earlier))
    yield from map(Sentence, _proof(shown))


def _none(shown: DayExplained) -> str:
    """Why there is no day."""
    match shown.base:
        case Infeasible():
            return _("no plan with days exists, which is proved")
        case Undecided():
            return _("no plan with days was found in time; give more with --time-limit")
        case Solved():
            return shown.none or _("the plan has none")


def _line(run: Excluded) -> str:
    """The days, and the reason against them."""
    last = run.days > 1 and run.why in (Why.RULE, Why.GOAL, Why.ORDER, Why.NOTHING)
    named = ", ".join(filter(None, [run.name, _("even on the last") if last else ""]))
    said = f"{named}: {run.text}" if named else run.text
    if run.others:
        days = conjoined(
            _("{wave} on {day}", wave=slot, day=_short(day)) for slot, day in run.others
        )
        said = _("{said}, with {days}", said=said, days=days)
    if not run.proved and run.why is not Why.UNDECIDED:
        said = _("{said} (not proved)", said=said)
    return f"{_days(run)}: {said}"


def _days(run: Excluded) -> str:
    if run.days == 1:
        return _short(run.first)
    first, last = _short(run.first), _short(run.last)
    return plural(
        "{first} to {last} ({n} day)",
        "{first} to {last} ({n} days)",
        run.days,
        first=first,
        last=last,
    )


def _short(day: date) -> str:
    return f"{weekday_of(day, short=True)} {day_in_words(day, short=True)}"


def _proof(shown: DayExplained) -> Iterator[str]:
    asked = [run for run in shown.earlier if run.why not in (Why.AS_OF, Why.WEEKDAY, Why.HOLIDAY)]
    if asked:
        yield (
            _("Proved, with everybody in the same wave, whatever days other waves take.")
            if all(run.proved for run in asked)
            else _(
                "Not all of it proved, with everybody in the same wave, whatever days other waves "
                "take."
            )
        )
    if isinstance(shown.base, Solved) and (dates := shown.base.plan.dates) is not None:
        if dates.proof is Proof.OPTIMAL:
            yield _("The plan is proved best: none that is as good has better days.")
        elif dates.proof is Proof.FEASIBLE:
            yield _("The plan is not proved best: the time ended.")
