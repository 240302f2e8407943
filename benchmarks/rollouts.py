"""Seeded rollouts that look like real ones, of any size, as data directories.

A planted plan keeps every rule, so that all sites can be placed; in an over-subscribed rollout the
capacities are cut until they cannot. A published one is replanning with more: waits by several
waves, pairs that are never in one wave, and windows that bar some from where they were published.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Family = Literal["replanning", "greenfield", "over-subscribed", "published"]

WAVES = {70: 10, 357: 16, 2_000: 24, 10_000: 40, 100_000: 60}
MEASURES = ("inhabitants", "instructors", "supporters")
USED = 0.88
"""How much of each capacity the planted plan uses."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site with the wave it was planted in, and where the present plan puts it, if anywhere."""

    id: str
    region: int
    trust: int
    planted: int
    size: dict[str, int]
    current: int | None


@dataclass(frozen=True, slots=True)
class Rollout:
    """A planning problem in plain values: waves are numbered from 0."""

    family: Family
    sites: tuple[Site, ...]
    waves: int
    caps: dict[str, tuple[int, ...]]
    together: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, str], ...]
    windows: dict[str, tuple[int, int]] = field(default_factory=dict)
    gaps: dict[tuple[str, str], int] = field(default_factory=dict)
    """By how many waves a pair lies apart that waits for more than one."""
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        return ("sites", *MEASURES)


def rollout(sites: int, family: Family, seed: int = 1) -> Rollout:
    """A rollout of so many sites; equal arguments make equal rollouts."""
    dice = random.Random(f"{sites}-{family}-{seed}")
    waves = WAVES.get(sites) or max(4, round(2.6 * sites**0.3))
    made: list[Site] = []
    region = 0
    while len(made) < sites:
        home, trust = dice.randrange(waves), region * 50 // max(sites, 1) * 7 % 11
        for _ in range(min(dice.randint(3, 9), sites - len(made))):
            planted = min(max(home + dice.choice((0, 0, 0, 0, -1, 1, 2)), 0), waves - 1)
            size = {
                "inhabitants": int(dice.lognormvariate(8.6, 0.9)) + 300,
                "instructors": dice.randint(1, 6),
                "supporters": dice.randint(1, 4),
            }
            current = _current(dice, family, planted, waves)
            made.append(Site(f"s{len(made):05}", region, trust, planted, size, current))
        region += 1
    caps = _caps(made, waves, USED if family != "over-subscribed" else 1.12)
    together = _together(dice, made)
    before = _before(dice, made)
    windows = {
        site.id: (max(0, site.planted - dice.randint(1, 3)), site.planted + dice.randint(1, 3))
        for site in made
        if dice.random() < 0.5
    }
    if family != "published":
        return Rollout(family, tuple(made), waves, caps, together, before, windows)
    at = {site.id: site.planted for site in made}
    gaps = {
        (one, other): dice.randint(2, min(4, at[other] - at[one]))
        for one, other in before
        if at[other] - at[one] > 1 and dice.random() < 0.2
    }
    return Rollout(
        family, tuple(made), waves, caps, together, before, windows, gaps, _apart(dice, made)
    )


def _current(dice: random.Random, family: Family, planted: int, waves: int) -> int | None:
    if family == "greenfield" or dice.random() > 0.6:
        return None
    moved = planted + (0 if dice.random() < 0.95 else dice.choice((-2, -1, 1, 2)))
    return min(max(moved, 0), waves - 1)


def _caps(sites: list[Site], waves: int, used: float) -> dict[str, tuple[int, ...]]:
    caps = {}
    for measure in ("sites", *MEASURES):
        loads = [0] * waves
        for site in sites:
            loads[site.planted] += site.size.get(measure, 1)
        caps[measure] = tuple(max(1, int(load / used)) for load in loads)
    return caps


def _together(dice: random.Random, sites: list[Site]) -> tuple[tuple[str, ...], ...]:
    near: dict[tuple[int, int], list[str]] = {}
    for site in sites:
        near.setdefault((site.region, site.planted), []).append(site.id)
    groups = (tuple(ids[: dice.choice((2, 2, 3))]) for ids in near.values())
    return tuple(g for g in groups if len(g) > 1 and dice.random() < 0.12)


def _before(dice: random.Random, sites: list[Site]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for _ in range(len(sites) * 23 // 100):
        one = dice.randrange(len(sites))
        other = min(len(sites) - 1, max(0, one + dice.randint(-25, 25)))
        first, then = sites[one], sites[other]
        if first.planted < then.planted:
            pairs.append((first.id, then.id))
    return tuple(dict.fromkeys(pairs))


def _apart(dice: random.Random, sites: list[Site]) -> tuple[tuple[str, str], ...]:
    pairs = (dice.sample(sites, 2) for _ in range(len(sites) // 20))
    return tuple((one.id, other.id) for one, other in pairs if one.planted != other.planted)


def write(rollout: Rollout, directory: Path) -> None:
    """Write the rollout as a planner would: sites in one file, waves and rules in another."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "sites.yaml").write_text("\n".join(_sites(rollout)) + "\n", encoding="utf-8")
    (directory / "waves.yaml").write_text("\n".join(_waves(rollout)) + "\n", encoding="utf-8")


def _sites(rollout: Rollout) -> list[str]:
    regions = sorted({site.region for site in rollout.sites})
    trusts = sorted({site.trust for site in rollout.sites})
    lines = ["sources:", "  - {id: plan-1, kind: document, published: 2025-11-01, title: Plan 1}"]
    lines += ["regions:", *(f"  - {{id: r{region}, name: Region {region}}}" for region in regions)]
    lines += ["sites:", *(f"  - {{id: t{t}, kind: trust-area, name: Trust {t}}}" for t in trusts)]
    for site in rollout.sites:
        sizes = ", ".join(f"{name}: {size}" for name, size in site.size.items())
        lines += [
            f"  - id: {site.id}",
            "    kind: municipality",
            f"    name: Site {site.id}",
            f"    county: County {site.trust}",
            f"    regions: [r{site.region}]",
            f"    size: {{{sizes}}}",
            "    required: false",
        ]
        if site.current is not None:
            claim = f"{{says: planned, wave: w{site.current:02}, source: plan-1}}"
            lines += ["    claims:", f"      - {claim}"]
    return [line for line in lines if "trust-area" not in line]


def _waves(rollout: Rollout) -> list[str]:
    lines = ["programme: {id: rollout, name: A rollout, as_of: 2026-01-01}", "waves:"]
    for wave in range(rollout.waves):
        month = 6 + 5 * wave
        lines.append(
            f"  - {{id: w{wave:02}, go_live: {2026 + month // 12}-{month % 12 + 1:02}-01}}"
        )
    lines.append("rules:")
    for measure, caps in rollout.caps.items():
        lines += [
            f"  - {{kind: capacity, measure: {measure}, waves: [w{wave:02}], max: {cap}}}"
            for wave, cap in enumerate(caps)
        ]
    lines += [f"  - {{kind: together, sites: [{', '.join(group)}]}}" for group in rollout.together]
    for pair in rollout.before:
        gap = f", gap: {{waves: {rollout.gaps[pair]}}}" if pair in rollout.gaps else ""
        lines.append(f"  - {{kind: before, first: {pair[0]}, then: {pair[1]}{gap}}}")
    lines += [f"  - {{kind: apart, sites: [{a}, {b}]}}" for a, b in rollout.apart]
    for site, (first, last) in rollout.windows.items():
        span = ", ".join(f"w{w:02}" for w in range(first, min(last, rollout.waves - 1) + 1))
        lines.append(f"  - {{kind: window, sites: {site}, waves: [{span}]}}")
    lines += ["goals:", "  - {kind: participation}"]
    if rollout.family != "greenfield":
        lines.append("  - {kind: stability}")
    return [*lines, "  - {kind: cohesion}", "  - {kind: earliest, measure: inhabitants}"]
