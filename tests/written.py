"""Small random programmes as their owners write them: in files, with claims and dates."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from hpplan.programme.programme import SituationData
from tests.builders import programme
from tests.programmes import GO_LIVES, RULE_KEYS, WAVES

TODAY = date(2024, 1, 1)
SITES = ("a", "b", "c")
KINDS = ("capacity", "before", "apart", "window", "forbid", "notice", "pin", "spacing", "pool")
KNOWN = st.sampled_from(["2023-03", "2023-06-01", TODAY.isoformat()])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A programme of three sites in which much is decided, planned or overdue."""
    waves = []
    for wave in WAVES:
        dates = draw(st.lists(GO_LIVES.filter(bool), max_size=1))
        claims: list[dict[str, Any]] = [{"go_live": day, "known": draw(KNOWN)} for day in dates]
        if draw(st.integers(0, 3)) == 0:
            claims.append({"open": False, "known": draw(KNOWN)})
        waves.append({"id": wave, "claims": claims})
    sites = []
    for site in (*SITES, "t"):
        says = draw(st.sampled_from(["decided", "decided", "planned", "planned", None]))
        claims = []
        if says is not None:
            claims = [{"says": says, "wave": draw(st.sampled_from(WAVES)), "known": draw(KNOWN)}]
        if says == "decided" and draw(st.booleans()):
            wave = draw(st.sampled_from(WAVES))
            claims.append({"says": "planned", "wave": wave, "known": "2022"})
        size = {"staff": draw(st.integers(1, 4))}
        sites.append({"id": site, "name": site.upper(), "size": size, "claims": claims})
    rules = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(KINDS))
        keys = draw(RULE_KEYS[kind])
        if keys.get("in_force") is None:
            rules.append({"id": f"r{number}", "kind": kind, **keys})
    return {
        "programme": {
            "id": "p",
            "name": "P",
            "gates": [{"id": "ready", "at": draw(st.sampled_from(["-30d", "-6m", "-11m"]))}],
            "phases": [
                {"id": "run-up", "from": "-6m", "to": "0d"},
                {"id": "support", "from": "0d", "to": "60d"},
            ],
        },
        "regions": [{"id": "r", "name": "R"}],
        "trusts": [{**sites[-1]}],
        "municipalities": sites[:-1],
        "waves": waves,
        "rules": rules,
    }


def situation(document: dict[str, Any]) -> SituationData:
    with TemporaryDirectory() as folder:
        return programme(Path(folder), json.dumps(document)).on(TODAY)
