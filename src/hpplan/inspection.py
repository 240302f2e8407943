"""All that there is to tell of a programme: what reading and the checks found, less what its data
asks to ignore.
"""

from collections.abc import Iterable

from hpplan.checks import check
from hpplan.findings import Finding, in_order
from hpplan.programme import Situation


def inspect(situation: Situation, beside: Iterable[Finding] = ()) -> list[Finding]:
    """Everything found, `beside` included, by place."""
    programme = situation.programme
    found = in_order([*programme.findings, *check(situation), *beside])
    if not programme.ignores:
        return found
    from hpplan.codes import CODES
    from hpplan.ignores import heeded

    own = programme.default_as_of()
    return in_order(
        heeded(
            found,
            programme.ignores,
            situation.as_of,
            {code.id: code for code in CODES},
            programme.places.source_line,
            tell_unused=own is None or situation.as_of >= own,
        )
    )
