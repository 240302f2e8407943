"""The effect of a plan on those who had another, in a line."""

from collections.abc import Iterator

from hpplan.domain.measures import DAYS, SITES
from hpplan.language import _, plural
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval, notices
from hpplan.rules.notice import notice_of
from hpplan.text import (
    conjoined,
    whole,
)
from hpplan.views.document import Sentence

SITE_DAYS = SITES.times(DAYS)


def line(found: Upheaval, situation: SituationData) -> Iterator[Sentence]:
    """The upheaval, without figures that are zero; empty where there is none."""
    if found:
        yield Sentence(_("Upheaval: {parts}.", parts="; ".join(_parts(found, situation))))


def _parts(found: Upheaval, situation: SituationData) -> Iterator[str]:
    if found.moved:
        sites = SITES.amount(found.moved)
        wave = _("its wave") if found.moved == 1 else _("their wave")
        yield plural(
            "{sites} leaves {wave}", "{sites} leave {wave}", found.moved, sites=sites, wave=wave
        )
    days = []
    if found.days_later:
        days.append(_("{time} later", time=SITE_DAYS.amount(found.days_later)))
    if found.days_earlier:
        days.append(_("{time} earlier", time=SITE_DAYS.amount(found.days_earlier)))
    if days:
        yield conjoined(days)
    if found.overtaken:
        yield plural(
            "{n} pair of sites swaps its order",
            "{n} pairs of sites swap their order",
            found.overtaken,
            n=whole(found.overtaken),
        )
    if found.notice_lost:
        yield plural(
            "{sites} keeps less than {notice}",
            "{sites} keep less than {notice}",
            found.notice_lost,
            sites=SITES.amount(found.notice_lost),
            notice=notice(situation),
        )


def notice(situation: SituationData) -> str | None:
    """The time to prepare that rules give sites: `12 months' notice`; None where none does."""
    times = {time for _, time in notices(situation)}
    if len(times) != 1:
        return _("their notice") if times else None
    (time,) = times
    return notice_of(time)
