"""The effect of a delay on later waves, as plain values for JSON."""

from collections.abc import Mapping
from datetime import date

from hpplan.analysis.effect import Effect
from hpplan.analysis.ripple import Ripple, RippledWave
from hpplan.analysis.shift import shift_between
from hpplan.views.formats.json import wave


def of_ripple(found: Ripple, effect: Effect) -> dict[str, object]:
    """The waves that go live at another time, each with the reason, and the delay. Waves that
    another change moves have no more than the effect says of them.
    """
    delay, dated = found.delay, [slot for slot in found.waves if slot.because is not None]
    named = {slot.wave for slot in dated}
    others = [shifted for shifted in effect.waves if shifted.wave not in named]
    dates = found.plan.dates
    return {
        "waves": [*(_dated(slot, found.plan.days) for slot in dated), *others],
        **({} if dates is None else {"dates": dates}),
        "delay": {
            "sites": delay.sites,
            "site_days": delay.site_days,
            "inhabitants": delay.inhabitants,
            "inhabitant_days": delay.inhabitant_days,
        },
    }


def _dated(slot: RippledWave, days: Mapping[str, date]) -> dict[str, object]:
    rule = None if slot.because is None else slot.because.rule
    return {
        **wave(slot.wave, slot.label),
        "from": slot.before,
        "to": slot.after,
        "shift": shift_between(slot.before, slot.after),
        "before": slot.before,
        "after": slot.after,
        **({"day": days[slot.wave]} if slot.wave in days else {}),
        "because": str(slot.because),
        "rule": None if rule is None else rule.name,
    }
