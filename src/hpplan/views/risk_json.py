"""The effect of the risks on a plan, as JSON: shares from 0 to 1 with their standard errors."""

from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.coverage_fan import PERCENTILES
from hpplan.analysis.risk.figures import By, Frequency
from hpplan.views.formats.json import Shapes, wave
from hpplan.views.formats.json import render as as_json

NOTHING: Final[Shapes] = {}
_DIGITS: Final = 6


def render(found: RiskData) -> str:
    """One object, ending in a line break."""
    return as_json(_keys(found), NOTHING)


def _keys(found: RiskData) -> dict[str, object]:
    situation, figures = found.situation, found.figures
    snapshot = situation.snapshot
    known = {
        "programme": situation.programme.agenda.id,
        "as_of": situation.as_of,
        "runs": found.runs,
        "seed": found.seed,
        "interrupted": found.interrupted,
    }
    if figures is None:
        return known
    return {
        **known,
        "sites": [
            {
                "site": site.site,
                "name": snapshot.name(site.site),
                "wave": site.wave,
                **_share("as_planned", site.as_planned),
                "by_50": site.by_50.day,
                **_by("by_80", site.by_80),
            }
            for site in figures.sites
        ],
        "waves": [
            {
                **wave(each.wave, snapshot.wave[each.wave].label),
                **_share("as_planned", each.as_planned),
                "by_50": each.by_50.day,
                **_by("by_80", each.by_80),
            }
            for each in figures.waves
        ],
        "everybody": [{"share": share, **_by("by", by)} for share, by in figures.everybody],
        "placed": [{"share": share, **_by("by", by)} for share, by in figures.placed],
        "planned": {"by": figures.planned_end, **_share("share", figures.on_time)},
        "no_change": {
            "same_plan": _value(figures.same_plan),
            "same_plan_error": _error(figures.same_plan),
            "same_dates": _value(figures.same_dates),
            "same_dates_error": _error(figures.same_dates),
        },
        "no_plan": {
            **_share("share", figures.no_plan),
            "undecided": _value(figures.undecided),
            "conflicts": [
                {"text": " ".join(why.sentences), "futures": why.futures} for why in found.conflicts
            ],
        },
        "coverage": [
            {
                "day": on.day,
                "planned": round(on.planned, _DIGITS),
                **{
                    f"p{percent}": round(share, _DIGITS)
                    for percent, share in zip(PERCENTILES, on.percentiles, strict=True)
                },
            }
            for on in figures.coverage
        ],
        "risks": None
        if found.contributions is None
        else [
            {"risk": each.risk, "days_80": each.days_80, "by_80": each.by_80}
            for each in found.contributions
        ],
    }


def _value(share: Frequency) -> float:
    return round(share.value, _DIGITS)


def _error(share: Frequency) -> float:
    return round(share.error, _DIGITS)


def _share(key: str, share: Frequency) -> dict[str, object]:
    return {key: _value(share), "error": _error(share)}


def _by(key: str, by: By) -> dict[str, object]:
    return {key: by.day, "interval": [by.earliest, by.latest]}
