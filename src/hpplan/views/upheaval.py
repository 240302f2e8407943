"""What a plan changes for those who had another, in a line."""

from collections.abc import Iterator

from hpplan.domain.measures import DAYS, SITES
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval, notices
from hpplan.text import Unit
from hpplan.views.document import Sentence

SITE_DAYS = SITES.times(DAYS)
PAIRS = Unit("pair of sites swaps its order", "pairs of sites swap their order")


def line(found: Upheaval, situation: SituationData) -> Iterator[Sentence]:
    """The bill, without what it does not have; nothing where there is none."""
    if found:
        yield Sentence(f"Upheaval: {'; '.join(_parts(found, situation))}.")


def _parts(found: Upheaval, situation: SituationData) -> Iterator[str]:
    if found.moved:
        leave = "leaves its wave" if found.moved == 1 else "leave their wave"
        yield f"{SITES.amount(found.moved)} {leave}"
    days = [
        f"{SITE_DAYS.amount(number)} {how}"
        for number, how in ((found.days_later, "later"), (found.days_earlier, "earlier"))
        if number
    ]
    if days:
        yield " and ".join(days)
    if found.overtaken:
        yield PAIRS.amount(found.overtaken)
    if found.notice_lost:
        keep = "keeps" if found.notice_lost == 1 else "keep"
        yield f"{SITES.amount(found.notice_lost)} {keep} less than {notice(situation)}"


def notice(situation: SituationData) -> str | None:
    """The time that rules give those who go live: `12 months' notice`; None where none does."""
    times = {time for _, time in notices(situation)}
    if len(times) != 1:
        return "their notice" if times else None
    (time,) = map(str, times)
    return f"{time}' notice" if time.endswith("s") else f"{time}'s notice"
