"""Futures of a plan for pictures, without any that was planned again: the plan, and one in which
its last wave is late.
"""

from dataclasses import replace
from datetime import date, timedelta

from hpplan.analysis.risk.assessment import Contribution, RiskData
from hpplan.analysis.risk.figures import figures
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.periods import Period
from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.replan import NoReplan

DAY = date(2026, 1, 1)


def futures(known: SituationData, plan: PlanData | None = None) -> RiskData:
    """Of ten futures three are late by 200 days, and three have no plan."""
    plan = plan or current_plan(known)
    replanner = Replanner(known, plan.waves)
    start = replanner.start
    late = replace(start, dates=tuple((wave, _late(go_live)) for wave, go_live in start.dates))
    endings = {Ending(start): 4, Ending(late): 3, Ending(start, NoReplan.PROVED): 3}
    named = [name for name, _ in known.programme.named_risks]
    days = [(200, DAY), (0, DAY), (None, None), (-31, DAY), (None, DAY)]
    added = tuple(Contribution(name, *days[n % 5]) for n, name in enumerate(named))
    return RiskData(known, plan, 10, 1, figures(replanner, endings), (), added, interrupted=False)


def _late(go_live: Period | None) -> Period | None:
    return None if go_live is None else Period.day(go_live.last + timedelta(days=200))
