"""Small programmes as their owners write them, for commands to be run on."""

from pathlib import Path
from random import Random
from typing import Final

CALM: Final = """\
programme: {id: calm, name: Calm, as_of: 2024-01-01}
sources: [{id: letter, kind: document, published: 2023-06-01}]
regions: [{id: coast, name: The coast}]
trusts: [{id: north, name: North Trust, claims: [{says: planned, wave: W2, source: letter}]}]
from: {size: letter, name: letter, trust: letter, regions: letter}
municipalities:
  - id: ask
    name: Ask
    trust: north
    regions: coast
    size: {inhabitants: 1000}
    claims: [{says: live, wave: W0, on: 2023-05-06, source: letter}]
  - id: bo
    name: Bø
    trust: north
    regions: coast
    size: {inhabitants: 500}
    claims: [{says: decided, wave: W1, source: letter}]
  - id: dal
    name: Dal
    size: {inhabitants: 250}
    claims: [{says: planned, wave: W1, source: letter}]
  - {id: eid, name: Eid, size: {inhabitants: 125}}
  - {id: fet, name: Fet, size: {inhabitants: 60}, claims: [{says: declined, source: letter}]}
  - {id: gol, name: Gol, since: 2025-01-01}
waves:
  - {id: W0, go_live: 2023-05-06}
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, go_live: 2025-04-26, claims: [{called: Second, source: letter}]}
  - {id: W3, claims: [{go_live: 2026, known: 2024-06-01, source: letter}]}
"""
"""Ask is live, Bø decided, Dal and the trust planned, Eid free; Fet declined, Gol comes later."""


def write(folder: Path, text: str = CALM) -> Path:
    """A data directory in the folder that holds the programme."""
    data = folder / "data"
    data.mkdir()
    (data / "programme.yaml").write_text(text, encoding="utf-8")
    return data


def endless() -> str:
    """A programme for which a plan is found at once, and nothing is proved in a minute: which of
    80 sites of five sizes fill eight waves best.
    """
    random, measures = Random(1), ["a", "b", "c", "d", "e"]
    sizes = [{m: random.randint(20, 99) for m in measures} for _ in range(80)]
    sites = [
        f"  - {{id: s{n}, name: S{n}, required: false, size: {size}}}".replace("'", "")
        for n, size in enumerate(sizes)
    ]
    waves = [f"  - {{id: W{n}, go_live: {2024 + n}-06}}" for n in range(8)]
    caps = [
        f"  - {{kind: capacity, measure: {m}, max: {sum(size[m] for size in sizes) // 11}}}"
        for m in measures
    ]
    return "\n".join(
        [
            "programme: {id: endless, name: Endless, as_of: 2024-01-01}",
            "municipalities:",
            *sites,
            "waves:",
            *waves,
            "rules:",
            *caps,
            "goals: [{kind: participation, measure: a}, {kind: earliest, measure: b}]",
            "",
        ]
    )


def tight() -> str:
    """A programme whose only plans fill every wave to the brim: no quick plan comes to one."""
    random, measures = Random(1), ["a", "b", "c", "d", "e"]
    sizes = [{m: random.randint(20, 99) for m in measures} for _ in range(80)]
    sites = [
        f"  - {{id: s{n}, name: S{n}, size: {size}}}".replace("'", "")
        for n, size in enumerate(sizes)
    ]
    waves = [f"  - {{id: W{n}, go_live: {2024 + n}-06}}" for n in range(8)]
    caps = [
        f"  - {{kind: capacity, measure: {m}, waves: W{n}, max: {sum(s[m] for s in sizes[n::8])}}}"
        for m in measures
        for n in range(8)
    ]
    return "\n".join(
        [
            "programme: {id: tight, name: Tight, as_of: 2024-01-01}",
            "municipalities:",
            *sites,
            "waves:",
            *waves,
            "rules:",
            *caps,
            "",
        ]
    )
