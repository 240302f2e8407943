"""Random programmes small enough to try every plan, with numbers as large and odd as data has."""

from collections.abc import Sequence
from math import prod
from typing import Any, Final

from tests.oracle.documents import DATED, GOALS, GONE, RULES, Document, Maker

MOST_SITES: Final = 7
MANY_SITES: Final = 6
"""From so many sites on there are at most three waves."""
MOST_PLANS: Final = 8192
"""There are at most so many ways to place the sites, each in a wave or in none."""

EXACT: Final = (
    "2024-04-06", "2024-05-31", "2024-06-01", "2024-07-06", "2024-08-31", "2024-09-30",
    "2024-11-02", "2024-12-31", "2025-01-31", "2025-02-28", "2025-04-05",
)  # fmt: skip
PERIODS: Final = (
    "2023-autumn", "2024-05", "2024-06", "2024-08", "2024-autumn", "2024-11", "2024-H2", "2024-Q3",
    "2025", "2025-02", "2025-spring",
)  # fmt: skip
FACTORS: Final = (0.3333, 0.5, 0.75, 1, 1.0001, 1.05, 1.123456789, 1.3333, 1.5, 1.618, 2, 2.5)
LARGEST: Final = 10**12
"""No number of a data file is larger."""
MEASURES: Final = ("inhabitants", "staff")


class Small(Maker):
    """Makes one small programme; the same number makes the same one. `plain` says that clingo can
    be asked of it as well: its dates are known to the day, and its numbers are small.
    """

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.plain = self.maybe(0.35)
        choices = ["few", "few", "municipal", "huge", "odd", "most"]
        self.sizes = "few" if self.plain else self.random.choice(choices)
        self.total = 1

    def some(self, of: Sequence[str], least: int, most: int) -> list[str]:
        return super().some(of, min(least, len(of)), most)

    def document(self, kind: str) -> Document:
        """A programme with a rule or a goal of the kind, and some others."""
        dated = kind in DATED or self.maybe(0.7)
        number = self.random.choice((3, 4, 5, 5, 6, 6, MOST_SITES, MOST_SITES))
        waves = self._some_waves(2 if number >= MANY_SITES and self.maybe(0.3) else 3, dated=dated)
        if number < MANY_SITES and self.maybe(0.3):
            waves = self._some_waves(4, dated=dated)
        municipalities = [self._municipality(n) for n in range(number - 2)]
        trusts: list[dict[str, Any]] = [{"id": t, "name": t.upper()} for t in ("t0", "t1")]
        sites = [*trusts, *municipalities]
        self.sites = [site["id"] for site in sites]
        if self.maybe(0.3) or not any("size" in site for site in municipalities):
            trusts[0]["size"] = {measure: self._size() for measure in MEASURES}
        for site in sites:
            self._claim(site, waves)
        self._require(sites, len(waves))
        self.total = max(1, sum(site.get("size", {}).get("staff", 0) for site in sites))
        kinds = [each for each in RULES if dated or each not in DATED]
        kinds += [] if self.plain else ["ramp"] * 4  # factors make the largest numbers
        others = [self.random.choice(kinds) for _ in range(self.random.choice((0, 1, 1, 2, 2, 3)))]
        stated = [kind, *others] if kind in RULES else others
        gates = self._gates(sites, waves)
        return {
            "programme": {
                "id": "small",
                "name": "Small",
                "as_of": "2024-06-01",
                "phases": [
                    {"id": "prepare", "name": "Prepare", "from": "-2m", "to": "0d"},
                    {"id": "support", "name": "Support", "from": "0d", "to": "6w"},
                ],
                "seasons": {"spring": [1, 6], "autumn": [8, 12]},
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

    def _some_waves(self, number: int, *, dated: bool) -> list[dict[str, Any]]:
        self.waves = [f"w{n}" for n in range(number)]
        days = EXACT if self.plain else self.random.choice([EXACT, PERIODS, (*EXACT, *PERIODS)])
        waves: list[dict[str, Any]] = [{"id": wave} for wave in self.waves]
        if dated:
            for wave, day in zip(waves, self.random.sample(days, number), strict=True):
                wave["go_live"] = day
        if dated and not self.plain and self.maybe(0.15):
            del waves[-1]["go_live"]
        if self.maybe(0.15):
            self.random.choice(waves)["open"] = False
        return waves

    def _size(self) -> int:
        number = self.random.randint
        match self.sizes:
            case "few":
                return number(0, 5)
            case "municipal":
                if self.maybe(0.5):
                    return number(100_000, 720_000)
                return int(self.random.lognormvariate(9, 1.2)) + 200
            case "huge":
                return number(300_000_000, 2_000_000_000)
            case "most":
                return self.random.choice((number(0, LARGEST), LARGEST))
            case _:
                odd = (0, 1, 7, 4096, number(1, 99), number(10**5, 10**6), 2**31 - 1, 10**9 + 7)
                return self.random.choice(odd)

    def _municipality(self, number: int) -> dict[str, Any]:
        site = super()._municipality(number)
        site.pop("required", None)
        if "size" in site:
            site["size"] = {measure: self._size() for measure in MEASURES}
        if "wishes" in site and not self.plain and self.maybe(0.5):
            site["wishes"] = {w: self.random.choice((-1, 1)) * self._size() for w in site["wishes"]}
        return site

    def _claim(self, site: dict[str, Any], waves: Sequence[Any]) -> None:
        if self.plain:
            super()._claim(site, waves)
            return
        says = self.random.choice(
            ("planned", "planned", "candidate", "decided", "live", "declined", None, None, None)
        )
        wave = {"id": GONE} if self.maybe(0.05) else self.random.choice(waves)
        over = [w for w in waves if w.get("go_live", "2099") in ("2023-autumn", "2024-05", *EXACT)]
        over = [w for w in over if w["go_live"] < "2024-06-01"]
        if says == "live":
            if over:
                wave = self.random.choice(over)
                on = {"on": wave["go_live"]}
                claim = {"says": says, "wave": wave["id"], **on, "source": "letter"}
                site["claims"] = [claim]
        elif says == "declined":
            site["claims"] = [{"says": says, "source": "letter"}]
        elif says is not None:
            site["claims"] = [{"says": says, "wave": wave["id"], "source": "letter"}]

    def _require(self, sites: Sequence[dict[str, Any]], waves: int) -> None:
        """Let some sites be left out, as long as that makes no more plans than can be tried."""
        for site in self.random.sample(sites, len(sites)):
            site["required"] = True
        for site in self.random.sample(sites, len(sites)):
            more = prod(waves + (not each["required"] or each is site) for each in sites)
            if more <= MOST_PLANS and self.maybe(0.5):
                site["required"] = False

    # --- rules ----------------------------------------------------------------------------------

    def _part(self, least: float, most: float) -> int:
        """A number between these shares of the size of all."""
        return min(LARGEST, int(self.total * self.random.uniform(least, most)))

    def _measured(self, chance: float) -> dict[str, Any]:
        return {"measure": self.random.choice(MEASURES)} if self.maybe(chance) else {}

    def _keys(self, kind: str) -> dict[str, Any]:
        pick, number = self.random.choice, self.random.randint
        measured = self._measured(0.6 if self.sizes == "few" else 0.9)
        match kind:
            case "capacity":
                who = {"sites": self._who(1, 5)} if self.maybe(0.4) else {}
                where = {"waves": pick(["all", self._where()])}
                if measured:
                    few, many = self._part(0.0, 0.4), self._part(0.3, 0.9)
                else:
                    few, many = number(0, 2), number(1, 4)
                bounds = pick([{"max": many}, {"max": many}, {"min": few}])
                if few <= many and self.maybe(0.2):
                    bounds = {"min": few, "max": many}
                if "min" in bounds and self.maybe(0.3):
                    bounds = {**bounds, "if_used": True}
                return {**bounds, **measured, **who, **where}
            case "pool":
                use = {phase: number(1, 2) for phase in self.some(["prepare", "support"], 1, 2)}
                most = self._part(0.3, 1.5) if measured else number(1, 8)
                by = {"by": pick(["week", "month"])} if self.maybe(0.5) else {}
                return {"use": use, "max": most, "sites": self._who(1, 5), **measured, **by}
            case "apart":
                return {"sites": self.some(self.sites, 2, 5), "at_most": number(1, 2)}
            case "ramp":
                growth: list[dict[str, Any]] = [
                    {"factor": pick(FACTORS)},
                    {"step": self._part(0.0, 0.5) if measured else number(0, 2)},
                ]
                who = {"sites": self._who(2, 5)} if self.maybe(0.3) else {}
                return {**pick(growth), **measured, **who}
            case _:
                return super()._keys(kind)

    # --- goals ----------------------------------------------------------------------------------

    def _goals(self, kind: str) -> list[dict[str, Any]]:
        kinds = [*([kind] if kind in GOALS else []), *self.some(GOALS, 1, 3)]
        stated = [self._goal(each) for each in dict.fromkeys(kinds)]
        self.random.shuffle(stated)
        return stated

    def _goal(self, kind: str) -> dict[str, Any]:
        goal = super()._goal(kind)
        if "measure" in goal:
            goal["measure"] = self.random.choice(MEASURES)
        return goal
