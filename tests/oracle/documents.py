"""Random programmes of 12 to 22 sites, as a data file would state them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

Document = Mapping[str, Any]
"""What a data file says: sections of mappings, lists, numbers and texts, dates as text."""

TODAY: Final = date(2024, 6, 1)
DATED: Final = frozenset({"window", "notice", "pool", "spacing", "blackout", "legacy"})
"""Kinds of rules that mean little where waves have no dates."""
TIMES: Final = frozenset({"months", "weeks", "days"})
GONE = "gone"
"""A wave that was dropped; some sites are still said to be in it."""

RULES: Final = (
    "capacity", "before", "together", "apart", "window", "forbid", "pin", "follows", "notice",
    "pool", "spacing", "blackout", "hosts", "ramp", "legacy", "alone",
)  # fmt: skip
GOALS: Final = (
    "participation", "earliest", "stability", "order", "wishes", "cohesion", "exposure",
    "fewest-waves", "last-wave", "peak", "balance", "rhythm",
)  # fmt: skip


class Maker:
    """Makes one programme; the same number makes the same one."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.random = Random(number)
        self.windows = False
        """Whether the days of waves are to be chosen; rules then speak of none."""
        self.sites: list[str] = []
        self.waves: list[str] = []

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, of: Sequence[str], least: int, most: int) -> list[str]:
        return self.random.sample(of, self.random.randint(least, min(most, len(of))))

    def document(self, kind: str) -> Document:
        """A programme with a rule or a goal of the kind, and some others."""
        self.windows = kind == "rhythm"
        dated = self.windows or kind in DATED or self.maybe(0.7)
        waves = self._waves(dated)
        trusts = [{"id": t, "name": t.upper()} for t in ("t0", "t1")]
        municipalities = [self._municipality(n) for n in range(self.random.randint(10, 20))]
        self.sites = [site["id"] for site in (*trusts, *municipalities)]
        for site in (*trusts, *municipalities):
            self._claim(site, waves)
        kinds = [each for each in RULES if each not in DATED or (dated and not self.windows)]
        others = [self.random.choice(kinds) for _ in range(self.random.randint(1, 3))]
        stated = [kind, *others] if kind in RULES else others
        gates = [] if self.windows else self._gates([*trusts, *municipalities], waves)
        return {
            "programme": {
                "id": "random",
                "name": "Random",
                "as_of": f"{TODAY}",
                "calendar": {"go_live_days": ["saturday"] if self.windows else []},
                "phases": [
                    {"id": "prepare", "name": "Prepare", "from": "-2m", "to": "0d"},
                    {"id": "support", "name": "Support", "from": "0d", "to": "6w"},
                ],
                "gates": gates,
            },
            "sources": [{"id": "letter", "kind": "document", "published": "2024-05-01"}],
            "regions": [{"id": r, "name": r.upper()} for r in ("r0", "r1", "r2")],
            "trusts": trusts,
            "municipalities": municipalities,
            "waves": [*waves, {"id": GONE, "claims": [{"dropped": True}]}],
            "rules": [self._rule(each) for each in stated],
            "goals": self._goals(kind),
        }

    def _waves(self, dated: bool) -> list[dict[str, Any]]:
        number = self.random.randint(4, 5)
        self.waves = [f"w{n}" for n in range(number)]
        day = date(2024, 4, 6) if self.maybe(0.5) else date(2024, 7, 6)
        waves: list[dict[str, Any]] = []
        for wave in self.waves:
            waves.append({"id": wave})
            if dated:
                waves[-1]["go_live"] = f"{day}"
                if self.windows and day >= TODAY and self.maybe(0.7):
                    last = day + timedelta(days=self.random.randint(7, 50))
                    waves[-1]["go_live"] = f"{day}..{last}"
                day += timedelta(days=self.random.randint(25, 130))
            if self.maybe(0.1):
                waves[-1]["open"] = False
        if dated:
            self.random.shuffle(waves)
        return waves

    def _municipality(self, number: int) -> dict[str, Any]:
        site: dict[str, Any] = {"id": f"m{number}", "name": f"M{number}"}
        if self.maybe(0.8):
            site["size"] = {"staff": self.random.randint(0, 5)}
        if self.maybe(0.8):
            site["trust"] = self.random.choice(["t0", "t1"])
        if self.maybe(0.8):
            site["regions"] = self.some(["r0", "r1", "r2"], 1, 2)
        if self.maybe(0.3):
            site["required"] = False
        if number and self.maybe(0.4):
            site["serves"] = f"m{self.random.randrange(number)}"
        if self.maybe(0.4):
            site["legacy"] = self.random.choice(["Old", {"system": "Old"}])
        elif self.maybe(0.7):
            until = self.random.choice(["2024-05-31", "2024-08", "2024-11-15", "2025-01-31"])
            site["legacy"] = {"system": "Old", "until": until}
        if self.maybe(0.5):
            site["wishes"] = {
                wave: self.random.randint(-2, 4) for wave in self.some(self.waves, 1, 3)
            }
        return site

    def _claim(self, site: dict[str, Any], waves: Sequence[Mapping[str, Any]]) -> None:
        over = [wave for wave in waves if "go_live" in wave and wave["go_live"] < TODAY.isoformat()]
        words = ["planned", "planned", "candidate", "decided", "live", None, None]
        says = self.random.choice(words)
        if self.maybe(0.06):
            site["claims"] = [{"says": "declined", "source": "letter"}]
        elif says == "live" and over:
            wave = self.random.choice(over)
            claim = {"says": "live", "wave": wave["id"], "on": wave["go_live"], "source": "letter"}
            site["claims"] = [claim]
        elif says in ("planned", "candidate", "decided"):
            wave = self.random.choice(waves)
            if self.maybe(0.12):
                wave = {"id": GONE}
            if says != "decided" or self.maybe(0.4):
                site["claims"] = [{"says": says, "wave": wave["id"], "source": "letter"}]

    def _gates(
        self, sites: Sequence[dict[str, Any]], waves: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Gates, and claims of them beside all others. They have chance of their own, so that the
        rest of a programme does not depend on them.
        """
        chance = Random(f"gates of {self.number}")
        if chance.random() < 0.4:
            return []
        gates: list[dict[str, Any]] = [
            {"id": "ready", "at": chance.choice(["-30d", "-3m", "-5m", "-8m"]), "source": "letter"},
            {
                "id": "trained",
                "at": chance.choice(["-2w", "-60d"]),
                "sites": {"kind": "municipality"},
                "in_force": {"from": "2024-01-01"},
            },
        ]
        days = ["2024-04-01", "2024-05-01", f"{TODAY}"]
        for entry in (*sites, *waves):
            for gate in gates:
                if chance.random() < 0.25:
                    says = chance.choice(["failed", "failed", "passed"])
                    # A wave whose only claim is not known yet does not exist yet.
                    known = chance.choice(days if entry in waves else [*days, "2024-06-02"])
                    claim = {"says": says, "gate": gate["id"], "known": known, "source": "letter"}
                    entry.setdefault("claims", []).append(claim)
        return gates

    # --- rules ----------------------------------------------------------------------------------

    def _rule(self, kind: str) -> dict[str, Any]:
        rule = {"kind": kind, **self._keys(kind)}
        if self.maybe(0.35):
            rule["hard"] = False
        if self.maybe(0.05):
            rule["in_force"] = {"until": "2024-05-31"}
        return rule

    def _who(self, fewest: int = 2, most: int = 8) -> Any:
        selector: dict[str, Any] = self.random.choice(
            [
                {"region": "r0"},
                {"region": ["r1", "r2"]},
                {"trust": "t0"},
                {"kind": "municipality"},
                {"status": ["planned", "candidate"]},
                {"trust": "t1", "kind": "municipality"},
                {"not": {"trust": "t0"}},
                {"serves": "m0"},
                {"kind": "municipality", "not": self.some(self.sites, 1, 3)},
            ]
        )
        return self.random.choice(["all", selector, self.some(self.sites, fewest, most)])

    def _where(self) -> Any:
        return self.some(self.waves, 1, 2)

    def _gap(self) -> dict[str, Any]:
        months = self.random.randint(1, 3)
        gaps: list[dict[str, Any]] = [
            {"waves": 0},
            {"waves": 1},
            {"waves": 2},
            {"months": months},
            {"weeks": 5},
            {"days": self.random.randint(0, 90)},
            {"waves": 1, "at_most": {"waves": 2}},
            {"waves": 0, "at_most": {"months": 5}},
            {"at_most": {"waves": 1}},
            {"at_most": {"waves": 2}},
            {"at_most": {"months": 5}},
        ]
        if self.windows:
            gaps = [gap for gap in gaps if not TIMES.intersection(gap, gap.get("at_most", {}))]
        return self.random.choice(gaps)

    def _keys(self, kind: str) -> dict[str, Any]:
        pick, number = self.random.choice, self.random.randint
        match kind:
            case "capacity":
                if self.maybe(0.4):
                    late = {"waves": self.waves[-number(1, 2) :]}  # where few go of themselves
                    used = {"if_used": True} if self.maybe(0.4) else {}
                    who = {"sites": pick(["all", self._who()])}
                    return {"min": number(2, 5), **late, **who, **used}
                if self.maybe(0.5):
                    return {"max": number(4, 7), "waves": pick(["all", self._where()])}
                return {"max": number(8, 16), "measure": "staff", "sites": self._who()}
            case "before":
                both = self.some(self.sites, 3, 5)
                then = both if self.maybe(0.3) else both[1:]  # not compared with itself
                return {"first": both[:1], "then": then, "gap": self._gap()}
            case "together":
                return {"sites": self.some(self.sites, 2, 3)}
            case "apart":
                return {"sites": self.some(self.sites, 3, 8), "at_most": number(1, 3)}
            case "alone":
                return {"sites": self.some(self.sites, 1, 2)}
            case "window":
                limits: list[dict[str, Any]] = [
                    {"waves": self._where()},
                    {"not_before": pick(["2024-08", "2024-09-15", "2024-10"])},
                    {"not_after": pick(["2024-11", "2024-12-24", "2025"])},
                    {"not_before": "2024-07-07", "not_after": "2025-01"},
                ]
                return {"sites": self.some(self.sites, 1, 4), **pick(limits)}
            case "forbid":
                return {"sites": self._who(1, 6), "waves": self._where()}
            case "pin":
                return {"site": pick(self.sites), "wave": pick(self.waves)}
            case "follows":
                narrow = {"trust": "t0"} if self.maybe(0.3) else {}
                gap = {"gap": self._gap()} if self.maybe(0.7) else {}
                of = {"of": "serves"} if self.maybe(0.5) else {}
                return {"sites": pick(["all", self._who()]), **of, **narrow, **gap}
            case "notice":
                notices: list[dict[str, Any]] = [
                    {"months": number(1, 6)},
                    {"months": number(1, 4), "from": "2024-08"},
                    {"months": number(7, 11), "from": "2023"},
                ]
                return {"sites": self._who(), **pick(notices)}
            case "pool":
                use = {phase: number(1, 2) for phase in self.some(["prepare", "support"], 1, 2)}
                measured = {"measure": "staff"} if self.maybe(0.4) else {}
                by = {"by": pick(["week", "month"])} if self.maybe(0.5) else {}
                return {"use": use, "max": number(8, 24), "sites": self._who(), **measured, **by}
            case "spacing":
                return pick([{"min": "45d"}, {"min": "2m"}, {"max": "6m"}, {"max": "100d"}])
            case "blackout":
                yearly = {"recurs": "yearly"} if self.maybe(0.5) else {}
                month = pick(["2024-10", "2023-11", "2025-01", "2024-08"])
                return {"period": month, "sites": self._who(), **yearly}
            case "legacy":
                grace = {"grace": pick(["1m", "3m", "6w", "10d"])} if self.maybe(0.6) else {}
                return {"sites": pick(["all", self._who()]), **grace}
            case "hosts":
                within = {"within": pick(["region", "trust", "all"])} if self.maybe(0.8) else {}
                return {"sites": self._who(1, 5), "at_least": number(1, 2), **within}
            case "ramp":  # no growth at all makes proofs that neither engine finds
                growth: list[dict[str, Any]] = [
                    {"step": number(1, 3)},
                    {"factor": pick([1.5, 2, 2.5])},
                ]
                measured = {"measure": "staff"} if self.maybe(0.3) else {}
                return {**pick(growth), **measured}
            case _:
                raise AssertionError(kind)

    # --- goals ----------------------------------------------------------------------------------

    def _goals(self, kind: str) -> list[dict[str, Any]]:
        others = self.some([each for each in GOALS if each != "rhythm"], 1, 2)
        kinds = [kind] if kind in GOALS else ["participation"]
        return [self._goal(each) for each in dict.fromkeys([*kinds, *others])]

    def _goal(self, kind: str) -> dict[str, Any]:
        goal: dict[str, Any] = {"kind": kind}
        if kind == "stability" and self.maybe(0.5):
            goal["by"] = "days"
        weighs = kind in ("participation", "earliest", "peak", "balance") or "by" in goal
        if weighs and self.maybe(0.5):
            goal["measure"] = "staff"
        if kind == "order" and self.maybe(0.7):
            goal["within"] = self.random.choice(["all", "trust", "region"])
        if kind == "cohesion" and self.maybe(0.5):
            goal["of"] = "trust"
        if kind == "rhythm":
            goal["gap"] = self.random.choice(["8w", "40d", "10w"])
        if kind == "exposure":
            goal["pairs"] = self.random.choice(["region", "trust"])
        return goal
