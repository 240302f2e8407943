"""Figures of futures in words: shares that are 0 or 100 % only if exactly so, and days."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

from hpplan.analysis.risk.assessment import Contribution, RiskData
from hpplan.analysis.risk.figures import MOST, By, Figures, Frequency, upper_limit
from hpplan.domain.risks import Risk, WithdrawRisk
from hpplan.domain.snapshot import Snapshot
from hpplan.language import _, decimal, plural, worded
from hpplan.periods import day_in_words, month_in_words
from hpplan.text import few_names, rounded, shown


def title_of(found: RiskData, *, given: bool = True) -> str:
    """The number of futures, and of which plan; of the best one, if another is `given`
    beside it.
    """
    day = day_in_words(found.situation.as_of)
    if given:
        return plural(
            "{n} future of the plan of {day}",
            "{n} futures of the plan of {day}",
            found.runs,
            day=day,
        )
    return plural(
        "{n} future of the best plan of {day}",
        "{n} futures of the best plan of {day}",
        found.runs,
        day=day,
    )


def percent(share: float) -> str:
    """The share in percent, 0 or 100 only if it is exactly that."""
    whole_percent = rounded(100 * share, 0)
    if share > 0 and whole_percent < 1:
        return _("less than 1 %")
    if share < 1 and whole_percent >= 100:  # percent
        return _("more than 99 %")
    return f"{whole_percent:g} %"


def of_futures(share: Frequency, futures: int) -> str:
    """The share of the futures; none or all of them with a bound for what is still possible."""
    limit = upper_limit(futures)
    if share.value == 0:
        if not share.error:
            return _("none of the futures")
        return plural(
            "none of {n} future (below {limit})",
            "none of {n} futures (below {limit})",
            futures,
            limit=shown(100 * limit, 1),
        )
    if share.value == 1:
        if not share.error:
            return _("all of the futures")
        return plural(
            "all of {n} future (above {limit})",
            "all of {n} futures (above {limit})",
            futures,
            limit=shown(100 * (1 - limit), 1),
        )
    return _("{share} of the futures", share=percent(share.value))


def by_day(by: By) -> str:
    """The day by which it has happened."""
    return _("never") if by.day is None else day_in_words(by.day, short=True)


def interval(by: By) -> str:
    """The months between which that day lies in 95 of 100 cases; empty where it is certain."""
    if by.day is None or by.earliest == by.latest:
        return ""
    return _("{first} to {last}", first=_month(by.earliest), last=_month(by.latest))


def _month(day: date | None) -> str:
    if day is None:
        return _("never")
    return f"{month_in_words(day.month, short=True)} {day.year}"


def later(planned: date | None, by: By) -> str:
    """By how many days it is later than planned."""
    if planned is None or by.day is None:
        return ""
    days = (by.day - planned).days
    if not days:
        return _("as planned")
    if days < 0:
        return plural("{n} day earlier", "{n} days earlier", -days)
    return plural("{n} day later", "{n} days later", days)


def without(each: Contribution) -> str:
    """The 80 % date without the risk."""
    match each.days_80, each.by_80:
        case None, None:
            return _("never, without it too")
        case None, date() as day:
            return _("{day} instead of never", day=day_in_words(day, short=True))
        case 0, _day:
            return _("no difference")
        case int() as days, _day if days > 0:
            return plural("{n} day earlier", "{n} days earlier", days)
        case days, _day:
            return plural("{n} day later", "{n} days later", -(days or 0))


def gained(each: Contribution) -> float:
    """How many days are gained without the risk; infinite where all are live only without it."""
    if each.days_80 is None:
        return 0 if each.by_80 is None else inf
    return each.days_80


def largest_first(contributions: Sequence[Contribution]) -> list[Contribution]:
    """The contributions, the largest first; equal ones in the order of the data."""
    return sorted(contributions, key=lambda each: -gained(each))


def reason(found: RiskData, risk: str) -> str:
    """The reason that the data give for the risk."""
    named: dict[str, Risk] = dict(found.situation.programme.named_risks)
    because = named[risk].because
    return "" if because is None else worded(because)


def nowhere(figures: Figures) -> int:
    """The number of sites that take part and have no wave in the plan."""
    return sum(each.wave is None for each in figures.sites)


def undated(snapshot: Snapshot, figures: Figures) -> list[str]:
    """The waves of the plan in which a site has no date."""
    placed = ((each.site, each.wave) for each in figures.sites if each.wave is not None)
    waves = {wave for site, wave in placed if snapshot.go_live(site, wave) is None}
    return [str(slot) for slot in snapshot.waves if slot.id in waves]


def without_date(waves: Sequence[str]) -> str:
    """Why it is never known that all are live."""
    return plural(
        "{waves} has no date, so nobody knows when its sites are live: they count as never.",
        "{waves} have no date, so nobody knows when their sites are live: they count as never.",
        len(waves),
        waves=few_names(waves),
    )


def ends(figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    """By when all that have a wave are live: as planned, and in which share of the futures, with
    the delay, and the interval.
    """
    planned = figures.planned_end
    if planned is not None:
        yield _("as planned"), day_in_words(planned, short=True), "", ""
    for share, by in figures.placed:
        wanted = _("in {share} of the futures", share=percent(share))
        yield wanted, by_day(by), later(planned, by), interval(by)


def mean_as_planned(figures: Figures) -> float:
    """The share of the futures in which a site goes live as planned, on average."""
    shares = [each.as_planned.value for each in figures.sites if each.wave is not None]
    return sum(shares) / len(shares) if shares else 1.0


def worst_error(figures: Figures) -> float:
    """The largest error of any share, in percentage points."""
    errors = [each.as_planned.error for each in figures.sites]
    return rounded(100 * max([figures.no_plan.error, *errors]), 1)


def without_wave(sites: int) -> str:
    """The sites that keep everybody from being live."""
    return plural(
        "Not all will be live: the plan has no wave for {n} site.",
        "Not all will be live: the plan has no wave for {n} sites.",
        sites,
    )


def without_risks() -> str:
    """The answer if there are no risks, and what to do about it."""
    return _(
        "The data name no risks, so every future is the plan. They stand in the section risks, "
        "each with its chance."
    )


def changes(found: RiskData, figures: Figures) -> str:
    """How much of the plan stays."""
    return _(
        "A site goes live as planned in {mean} of the futures on average. Nothing changes in "
        "{same_dates}; nobody changes wave in {same_plan}.",
        mean=percent(mean_as_planned(figures)),
        same_dates=of_futures(figures.same_dates, found.runs),
        same_plan=of_futures(figures.same_plan, found.runs),
    )


def no_plan(found: RiskData, figures: Figures) -> str:
    """How often no plan keeps the rules any more."""
    lost = of_futures(figures.no_plan, found.runs)
    if not figures.undecided.value:
        return lost
    return _(
        "{lost}; in {undecided} that is not proved",
        lost=lost,
        undecided=percent(figures.undecided.value),
    )


def promise(found: RiskData, figures: Figures) -> str:
    """The day that can be promised, how likely the planned one is kept, and to which sites that
    applies.
    """
    promised = _promised(found, figures)
    programme, as_of = found.situation.programme, found.situation.as_of
    if any(
        isinstance(risk, WithdrawRisk) and risk.chance and risk.holds(as_of, programme.sources)
        for _name, risk in programme.named_risks
    ):
        return " ".join((promised, _("Who withdraws is not counted here.")))
    return promised


def _promised(found: RiskData, figures: Figures) -> str:
    day, planned = dict(figures.placed)[MOST].day, figures.planned_end
    share = of_futures(figures.on_time, found.runs)
    if day is not None and day == planned:
        return _(
            "The planned day, {day}, is one to promise: it is kept in {share}.",
            day=day_in_words(day),
            share=share,
        )
    who = _("Who has a wave is live") if nowhere(figures) else _("All are live")
    promised = _to_promise(who, day, planned)
    if planned is None:
        return promised
    kept = _("The planned day, {day}, is kept in {share}.", day=day_in_words(planned), share=share)
    return f"{promised} {kept}"


def _to_promise(who: str, day: date | None, planned: date | None) -> str:
    if day is None:
        return _("No day can be promised: in more than 2 of 10 futures not all are ever live.")
    promised = day_in_words(day)
    if planned is None:
        return _(
            "{who} by {day} in at least 8 of 10 futures: that is the day to promise.",
            who=who,
            day=promised,
        )
    if day < planned:
        return plural(
            "{who} by {day} in at least 8 of 10 futures, {n} day earlier than planned: that is "
            "the day to promise.",
            "{who} by {day} in at least 8 of 10 futures, {n} days earlier than planned: that is "
            "the day to promise.",
            (planned - day).days,
            who=who,
            day=promised,
        )
    return plural(
        "{who} by {day} in at least 8 of 10 futures, {n} day later than planned: that is the day "
        "to promise.",
        "{who} by {day} in at least 8 of 10 futures, {n} days later than planned: that is the day "
        "to promise.",
        (day - planned).days,
        who=who,
        day=promised,
    )


def how_sure(figures: Figures) -> str:
    """How good the figures are."""
    return _(
        "Shares are good to ±{error} percentage points (one standard error). Drawn again, a day "
        "would lie in its interval in 95 of 100 cases.",
        error=decimal(worst_error(figures), 1),
    )
