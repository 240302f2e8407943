"""A data file as facts for plans.lp: whom selectors mean, and what days come to.

Written from docs/format.md, beside src/hpplan and without it. Dates here are known to the day.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle.documents import GONE, TODAY, Document

SATURDAY = 5
_NOTHING: Mapping[str, Any] = {"says": "nothing"}


def months_after(day: date, months: int) -> date:
    """So many calendar months later; of a day that the month has not, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after(day: date, length: Mapping[str, int] | str) -> date:
    """So much later, written `{months: 2}` or `2m`."""
    if isinstance(length, str):
        unit = {"m": "months", "w": "weeks", "d": "days"}[length[-1]]
        length = {unit: int(length[:-1])}
    moved = months_after(day, length.get("months", 0))
    return moved + timedelta(days=7 * length.get("weeks", 0) + length.get("days", 0))


def first_and_last(period: str) -> tuple[date, date]:
    """The days of a period written as a day, a month or a year."""
    match [int(part) for part in period.split("-")]:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case _:
            raise AssertionError(period)


@dataclass
class Facts:
    """The facts of one data file."""

    document: Document
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        stated = [(site, "trust") for site in self.document["trusts"]]
        stated += [(site, "municipality") for site in self.document["municipalities"]]
        self.kind = {site["id"]: kind for site, kind in stated}
        self.site = {site["id"]: site for site, _ in stated}
        self.claim = {s: self._first_claim(each) for s, each in self.site.items()}
        self.part = [s for s in self.site if self.claim[s]["says"] != "declined"]
        waves = [wave for wave in self.document["waves"] if wave["id"] != GONE]
        self.dated = "go_live" in waves[0]
        ordered = sorted(waves, key=lambda wave: wave["go_live"]) if self.dated else waves
        self.waves = {wave["id"]: number for number, wave in enumerate(ordered)}
        self.days = (
            [date.fromisoformat(wave["go_live"][:10]) for wave in ordered] if self.dated else []
        )
        self.windows = [wave.get("go_live", "") for wave in ordered]
        for number, wave in enumerate(ordered):
            self._wave(number, open_=wave.get("open", True))
        for site in self.part:
            self._standing(site)
        for gate in self.document.get("programme", {}).get("gates", []):
            self._gate(gate)
        rules = [rule for rule in self.document["rules"] if "in_force" not in rule]
        for number, rule in enumerate(rules):
            self._rule(f"r{number}", rule)
        self._goals(soft=any(not rule.get("hard", True) for rule in rules))

    def say(self, name: str, *arguments: object) -> None:
        self.text.append(f"{name}({','.join(map(str, arguments))})." if arguments else f"{name}.")

    # --- what is known --------------------------------------------------------------------------

    def _wave(self, number: int, *, open_: bool) -> None:
        self.say("wave", number)
        past = self.dated and self.days[number] < TODAY
        if self.dated:
            self.say("day", number, self.days[number].toordinal())
        if open_ and not past:
            self.say("takes_more", number)

    def _standing(self, site: str) -> None:
        self.say("site", site)
        if self.site[site].get("required", True):
            self.say("required", site)
        claim = self.claim[site]
        if "wave" not in claim:
            return
        if claim["wave"] == GONE:
            self.say("current", site, GONE)
            return
        wave = self.waves[claim["wave"]]
        self.say("current", site, wave)
        overdue = self.dated and self.days[wave] < TODAY
        if claim["says"] in ("live", "decided") or overdue:
            self.say("firm", site, wave)
        if claim["says"] == "live":
            self.say("live", site)

    def _first_claim(self, site: Mapping[str, Any]) -> Mapping[str, Any]:
        stated = [claim for claim in site.get("claims", []) if "gate" not in claim]
        return stated[0] if stated else {"says": "none"}

    # --- gates ----------------------------------------------------------------------------------

    def _gate(self, gate: Mapping[str, Any]) -> None:
        """Who may not go live where its day for the gate is not later than today."""
        if "in_force" in gate:
            first = date.fromisoformat(gate["in_force"]["from"])
        else:  # go-lives on the day on which its source was known need not pass it
            (source,) = (s for s in self.document["sources"] if s["id"] == gate["source"])
            first = date.fromisoformat(source["published"]) + timedelta(days=1)
        bound = [(number, day) for number, day in enumerate(self.days) if day >= first]
        over = [number for number, day in bound if after(day, gate["at"]) <= TODAY]
        of_wave = {wave["id"]: wave for wave in self.document["waves"]}
        for site in self.who(gate.get("sites", "all")):
            own, here = self.site[site], self.claim[site].get("wave")
            barred: set[int] = set()
            latest = self._newest(gate, own, of_wave.get(here, {}) if here != GONE else {})
            if latest["says"] == "failed":
                barred |= set(over)
            for wave, number in self.waves.items():
                latest = self._newest(gate, own, of_wave[wave])
                if latest["says"] == "failed" and "own" not in latest and number in over:
                    barred.add(number)
            for number in barred:
                self.say("waits", site, number)

    @staticmethod
    def _newest(
        gate: Mapping[str, Any], site: Mapping[str, Any], wave: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The claim of the site or the wave that was known last; the site's before the wave's."""
        claims = [{**claim, "own": True} for claim in site.get("claims", [])]
        claims += [dict(claim) for claim in wave.get("claims", [])]
        known = [
            claim
            for claim in claims
            if claim.get("gate") == gate["id"] and claim["known"] <= f"{TODAY}"
        ]
        return max(known, key=lambda claim: (claim["known"], "own" in claim), default=_NOTHING)

    def size(self, site: str, measure: str) -> int:
        return 1 if measure == "sites" else int(self.site[site].get("size", {}).get(measure, 0))

    def trust(self, site: str) -> str | None:
        return site if self.kind[site] == "trust" else self.site[site].get("trust")

    def groups(self, of: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for site in self.part:
            trust = self.trust(site)
            mine = [trust] if trust else []
            for group in mine if of == "trust" else self.site[site].get("regions", []):
                found.setdefault(group, []).append(site)
        return found

    def who(self, selector: Any) -> list[str]:
        if selector == "all":
            return self.part
        if isinstance(selector, dict) and "not" in selector:
            rest = {key: value for key, value in selector.items() if key != "not"}
            spared = self.who(selector["not"])
            return [site for site in self.who(rest or "all") if site not in spared]
        if isinstance(selector, list):
            return [site for site in self.part if site in selector]

        def words(key: str) -> list[str]:
            stated = selector[key]
            return stated if isinstance(stated, list) else [stated]

        def meant(site: str) -> bool:
            answer: dict[str, Iterable[str | None]] = {
                "kind": [self.kind[site]],
                "region": self.site[site].get("regions", []),
                "trust": [self.trust(site)],
                "serves": [self.site[site].get("serves")],
                "status": [self._status(site)],
            }
            return all(not set(answer[key]).isdisjoint(words(key)) for key in selector)

        return [site for site in self.part if meant(site)]

    def _status(self, site: str) -> str:
        """What is said of the site; to be in a dropped wave says nothing."""
        claim = self.claim[site]
        return "none" if claim.get("wave") == GONE else str(claim["says"])

    def where(self, selector: Any) -> list[int]:
        if selector == "all":
            return list(self.waves.values())
        return [self.waves[wave] for wave in selector]

    # --- rules ----------------------------------------------------------------------------------

    def _rule(self, name: str, rule: Mapping[str, Any]) -> None:
        self.say("rule", name)
        if rule.get("hard", True):
            self.say("hard", name)
        selected = self.who(rule.get("sites", "all"))
        for site in selected:
            self.say("sel", name, site)
            self.say("val", name, site, self.size(site, rule.get("measure", "sites")))
        match rule["kind"]:
            case "capacity":
                for wave in self.where(rule.get("waves", "all")):
                    self.say("bounds", name, wave)
                if "max" in rule:
                    self.say("most", name, rule["max"])
                if "min" in rule:
                    self.say("least", name, rule["min"])
                if rule.get("if_used", False):
                    self.say("if_used", name)
            case "before":
                for first in self.who(rule["first"]):
                    for then in self.who(rule["then"]):
                        if first != then:
                            self.say("pair", name, first, then)
                self._gap(name, rule["gap"], 1)
            case "follows":
                for site in selected:
                    trust = self.trust(site)
                    served = self.site[site].get("serves")
                    whom = served if rule.get("of") == "serves" else trust
                    meant = whom != site and rule.get("trust", trust) == trust
                    if meant and whom in self.part:
                        self.say("pair", name, whom, site)
                self._gap(name, rule.get("gap", {"waves": 0}), 0)
            case "together":
                self.say("together", name)
            case "apart":
                self.say("apart", name, rule["at_most"])
            case "alone":
                self.say("alone", name)
            case "window":
                self._shut(name, set(self.waves.values()) - set(self._window(rule)))
            case "forbid":
                self._shut(name, self.where(rule["waves"]))
            case "pin":
                if rule["site"] in self.part:
                    self.say("pin", name, rule["site"], self.waves[rule["wave"]])
            case "hosts":
                self.say("hosts", name, rule["at_least"])
                for site in selected:
                    for host in self._hosts(site, rule.get("within", "all")):
                        self.say("host", name, site, host)
            case "ramp":
                factor = Fraction(str(rule.get("factor", 1)))
                step = rule.get("step", 0)
                self.say("loads", name)
                everybody = sum(self.size(site, rule.get("measure", "sites")) for site in selected)
                for load in range(1, everybody + 1):
                    self.say("grown", name, load, floor(load * factor) + step)
            case _:
                self._rule_of_dates(name, rule)

    def _rule_of_dates(self, name: str, rule: Mapping[str, Any]) -> None:
        match rule["kind"]:
            case "notice":
                counted = first_and_last(rule["from"])[1] if "from" in rule else TODAY
                self.say("not_before", name, months_after(counted, rule["months"]).toordinal())
            case "pool":
                self.say("pool", name, rule["max"])
                self._needs(name, rule)
            case "spacing":
                self._spacing(name, rule)
            case "legacy":
                for site in self.who(rule.get("sites", "all")):
                    system = self.site[site].get("legacy")
                    if isinstance(system, dict) and "until" in system:
                        end = after(first_and_last(system["until"])[1], rule.get("grace", "0d"))
                        self.say("last_day", name, site, end.toordinal())
            case "blackout":
                start, last = first_and_last(rule["period"])
                for wave, day in enumerate(self.days):
                    yearly = "recurs" in rule and day.month == start.month
                    if start <= day <= last or yearly:
                        self.say("shut", name, wave)
            case kind:
                raise AssertionError(kind)

    def _shut(self, name: str, waves: Iterable[int]) -> None:
        for wave in waves:
            self.say("shut", name, wave)

    def _window(self, rule: Mapping[str, Any]) -> Iterator[int]:
        for wave in self.where(rule.get("waves", "all")):
            if "not_before" in rule and self.days[wave] < first_and_last(rule["not_before"])[0]:
                continue
            if "not_after" in rule and self.days[wave] > first_and_last(rule["not_after"])[1]:
                continue
            yield wave

    def _gap(self, name: str, gap: Mapping[str, Any], usual: int) -> None:
        upper = gap.get("at_most", {})
        lower = {key: amount for key, amount in gap.items() if key != "at_most"}
        if upper:
            self.say("with_upper", name)
        if not lower:
            lower = {"waves": usual}
        for early in self.waves.values():
            for late in self.waves.values():
                if self._kept(early, late, lower, 1) and self._kept(early, late, upper, -1):
                    self.say("early_enough", name, early, late)

    def _kept(self, early: int, late: int, bound: Mapping[str, int], sign: int) -> bool:
        """Whether it is so much later at least (sign 1) or at most (sign -1)."""
        if "waves" in bound and sign * (late - early) < sign * bound["waves"]:
            return False
        time = {unit: amount for unit, amount in bound.items() if unit != "waves"}
        if not time:
            return True
        if not self.dated:  # sites of one wave go live together, on whatever day
            return early != late or sign < 0 or not any(time.values())
        due = after(self.days[early], time)
        return self.days[late] >= due if sign > 0 else self.days[late] <= due

    def _needs(self, name: str, rule: Mapping[str, Any]) -> None:
        phases = {phase["id"]: phase for phase in self.document["programme"]["phases"]}
        for wave, day in enumerate(self.days):
            for phase, amount in rule["use"].items():
                first, end = after(day, phases[phase]["from"]), after(day, phases[phase]["to"])
                if rule.get("by") == "week":
                    first -= timedelta(days=first.weekday())
                    end += timedelta(days=-end.weekday() % 7)
                if rule.get("by") == "month":
                    first = first.replace(day=1)
                    end = end if end.day == 1 else months_after(end.replace(day=1), 1)
                self.say("need", name, wave, first.toordinal(), end.toordinal(), amount)

    def _spacing(self, name: str, rule: Mapping[str, Any]) -> None:
        for early, one in enumerate(self.days):
            for late, other in enumerate(self.days[early + 1 :], early + 1):
                near = "min" in rule and other < after(one, rule["min"])
                if near or ("max" in rule and other > after(one, rule["max"])):
                    self.say("badly_spaced", name, early, late)

    def _hosts(self, site: str, within: str) -> set[str]:
        if within == "all":
            return set(self.part) - {site}
        groups = (members for members in self.groups(within).values() if site in members)
        return {member for members in groups for member in members} - {site}

    # --- goals ----------------------------------------------------------------------------------

    def _days_to_choose(self, gap: str) -> None:
        """The days of each wave, Saturdays where it has several; and how far apart to be."""
        start = min(self.days)
        for wave, window in enumerate(self.windows):
            first, _, last = window.partition("..")
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
            if last:
                self.say("chosen", wave)
            while day <= end:
                if not last or day.weekday() == SATURDAY:
                    self.say("may_go", wave, (day - start).days)
                day += timedelta(days=1)
        self.say("gap", (after(date(2024, 1, 1), gap) - date(2024, 1, 1)).days)
        self.goals += ["rhythm", "earliest-days"]

    def _goals(self, *, soft: bool) -> None:
        self.goals = [g["kind"] for g in self.document["goals"] if g["kind"] != "rhythm"]
        if soft:
            first = self.goals.index("participation") + 1 if "participation" in self.goals else 0
            self.goals.insert(first, "soft-rules")
        if self.dated:
            start = min(self.days)
            for wave, day in enumerate(self.days):
                self.say("delay", wave, (day - start).days)
            self.say("never", (months_after(max(self.days), 12) - start).days)
        else:
            for wave in self.waves.values():
                self.say("delay", wave, wave)
            self.say("never", len(self.waves))
        stated = {goal["kind"]: goal for goal in self.document["goals"]}
        if "rhythm" in stated:
            self._days_to_choose(stated["rhythm"]["gap"])
            stated["earliest-days"] = stated.get("earliest", {})
        for rank, kind in enumerate(self.goals):
            priority = len(self.goals) - rank
            goal = stated.get(kind, {})
            self.say(kind.replace("-", "_"), priority)
            for site in self.part:
                size = self.size(site, goal.get("measure", "sites"))
                self.say("weight", priority, site, size)
            match kind:
                case "wishes":
                    for site in self.part:
                        for wave, cost in self.site[site].get("wishes", {}).items():
                            self.say("cost", site, self.waves[wave], cost)
                case "cohesion":
                    for group, members in self.groups(goal.get("of", "region")).items():
                        for site in members:
                            self.say("group", priority, group, site)
                case "stability" if goal.get("by") == "days":
                    self.say("by_days", priority)
                case "order":
                    for site in self.part:
                        for rival in self._hosts(site, goal.get("within", "all")):
                            self.say("rivals", priority, site, rival)
                case "exposure":
                    pairs = {
                        tuple(sorted((one, other)))
                        for members in self.groups(goal["pairs"]).values()
                        for one in members
                        for other in members
                        if one != other
                    }
                    for one, other in sorted(pairs):
                        self.say("partners", priority, one, other)
                case _:
                    pass
