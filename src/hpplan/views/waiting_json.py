"""Which sites wait for which, as JSON."""

from typing import Final

from hpplan.analysis.waiting import WaitingGraph, WaitingPair, WaitingSite
from hpplan.views.formats.json import Shapes, wave
from hpplan.views.formats.json import render as as_json


def render(graph: WaitingGraph) -> str:
    """One object, ending in a line break."""
    return as_json(
        {
            "programme": graph.programme,
            "as_of": graph.as_of,
            "sites": graph.sites,
            "waits": graph.pairs,
            "groups": graph.groups,
            "chain": graph.chain,
            "others": graph.others,
        },
        KEYS,
    )


def _site(found: WaitingSite) -> dict[str, object]:
    return {
        "site": found.site,
        "name": found.name,
        **wave(found.wave, found.label),
        "group": found.group,
        "in_chain": found.in_chain,
    }


def _pair(pair: WaitingPair) -> dict[str, object]:
    return {
        "first": pair.first,
        "then": pair.then,
        "rules": pair.rules,
        "gaps": pair.gaps,
        "in_chain": pair.in_chain,
    }


KEYS: Final[Shapes] = {WaitingSite: _site, WaitingPair: _pair}
