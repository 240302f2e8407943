"""Changes as the expressions that state them."""

import json
import re
from collections.abc import Sequence
from typing import Final

from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.selectors import Waves
from hpplan.periods import Duration, Period
from hpplan.programme.changes import Change, ClaimAdded, RuleReplaced, WaveClaimAdded, WaveRestated
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import written
from hpplan.rules import Rule

_PLAIN: Final = re.compile(r"\w[\w. +-]*")


def expressions_of(changes: Sequence[Change], situation: SituationData) -> tuple[str, ...] | None:
    """The expressions for `hpplan whatif` that state the changes of repairs; None if one of them
    cannot be written.
    """
    texts = [text for change in changes for text in _expressions(change, situation)]
    found = tuple(text for text in texts if text is not None)
    return found if len(found) == len(texts) else None


def _expressions(change: Change, situation: SituationData) -> list[str | None]:
    match change:
        case RuleReplaced(rule, by=None, wave=None) if _has_a_name(rule, situation):
            return [f"drop rule {rule.name}"]
        case RuleReplaced(rule, wave=None) if _has_a_name(rule, situation):
            return [
                f"{written(rule.name)}.{key}={'none' if new is None else as_yaml(new)}"
                for key, (_, new) in change.differences.items()
            ]
        case ClaimAdded(site, Claim(says=Says.UNDECIDED)):
            return [f"reopen {written(site)}"]
        case ClaimAdded(of, Claim(says=says, gate=str() as gate)) | WaveClaimAdded(
            of, WaveClaim(says=Says() as says, gate=str() as gate)
        ):
            return [f"{written(of)} {says} {written(gate)}"]
        case WaveRestated(wave, WaveClaim(open=bool() as takes_more)):
            return [f"{written(wave)} {'open' if takes_more else 'closed'}"]
        case WaveRestated(wave, WaveClaim(go_live=Period(label=label))):
            return [f"{written(wave)}.go_live={label}"]
        case _:
            return [None]


def _has_a_name(rule: Rule, situation: SituationData) -> bool:
    """Whether its name refers to no other rule."""
    return sum(other.name == rule.name for other in situation.rules) == 1


def as_yaml(value: object) -> str:
    """The value as YAML."""
    match value:
        case Waves(ids=ids):
            return "all" if ids is None else f"[{', '.join(map(_quoted, ids))}]"
        case Gap() | Bound():
            stated = [f"{unit}: {number}" for unit, number in value.units()]
            if isinstance(value, Gap) and value.at_most is not None:
                stated.append(f"at_most: {as_yaml(value.at_most)}")
            return f"{{{', '.join(stated)}}}"
        case Duration(months=months, days=days):
            return f"{{months: {months}, days: {days}}}"
        case Period(label=label):
            return label
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _quoted(name: str) -> str:
    """The name as YAML reads it in a list."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
