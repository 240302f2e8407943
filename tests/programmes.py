"""Small random programmes, for properties that hold of every kind of rule and goal."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from hypothesis import strategies as st

from hpplan.diagnostics.place import Place
from hpplan.domain.agenda import Agenda, Gate
from hpplan.domain.as_of import snapshot
from hpplan.domain.claims import Claim, WaveClaim
from hpplan.domain.sites import MUNICIPALITY, TRUST, Site
from hpplan.domain.waves import Wave
from hpplan.goals import BY_KIND as GOALS
from hpplan.goals import Goal
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules import BY_KIND as RULES
from hpplan.rules import Rule
from hpplan.rules.base import Verdict, WaveSymmetry

AS_OF = date(2024, 1, 1)
SITES = ("a", "b", "c", "t")
WAVES = ("W1", "W2", "W3")


class Nowhere:
    """A locator for programmes that were never written down."""

    def place(self, address: int) -> Place | None:
        return None

    def inside(self, address: int, *path: str | int) -> Place | None:
        return None

    def key(self, address: int, *path: str | int) -> Place | None:
        return None

    def written(self, address: int, *path: str | int) -> str | None:
        return None

    def source_line(self, place: Place) -> str | None:
        return None


AGENDA = Agenda.model_validate(
    {
        "id": "p",
        "name": "P",
        "phases": [
            {"id": "run-up", "from": "-6m", "to": "0d"},
            {"id": "support", "from": "0d", "to": "60d"},
        ],
    }
)
STATED_GATES: list[dict[str, Any]] = [
    {"id": "ready", "at": "-90d"},
    {"id": "early", "at": "-12m", "in_force": {"from": "2024-01-01"}},
    {"id": "trained", "at": "0d", "sites": {"kind": "municipality"}},
]
GATES = st.lists(
    st.sampled_from(STATED_GATES), min_size=1, max_size=2, unique_by=lambda gate: str(gate["id"])
)
GO_LIVES = st.sampled_from(
    [
        "2023-11-04",
        "2024-01-01",
        "2024-04-27",
        "2024-07",
        "2024-autumn",
        "2024-11-09",
        "2025-01-01",
        "2025-H1",
        "2025-04",
        None,
    ]
)
SPANS = st.sampled_from(
    [
        {"waves": 0},
        {"waves": 1},
        {"waves": 2},
        {"months": 6},
        {"days": 0},
        {"days": 1},
        {"waves": 1, "at_most": {"waves": 1}},
        {"months": 3, "at_most": {"months": 6}},
        {"at_most": {"days": 200}},
    ]
)
SELECTORS = st.one_of(
    st.just("all"),
    st.sampled_from(SITES),
    st.lists(st.sampled_from(SITES), min_size=1, max_size=3, unique=True),
    st.sampled_from([{"region": "r"}, {"trust": "t"}, {"kind": "municipality"}]),
    st.sampled_from(
        [
            {"not": ["a", "t"]},
            {"kind": "municipality", "not": {"region": "r"}},
            {"serves": "a"},
        ]
    ),
)
WAVE_SELECTORS = st.one_of(
    st.just("all"), st.lists(st.sampled_from(WAVES), min_size=1, max_size=2, unique=True)
)
SMALL = st.integers(0, 5)
DURATIONS = st.sampled_from(["1d", "30d", "3m", "6m", "12m"])


def _optional(**choices: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=choices)


def _with(fixed: Mapping[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(dict(fixed), optional=optional)


RULE_KEYS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "capacity": st.one_of(
        _with({"max": SMALL}, measure=st.just("staff"), waves=WAVE_SELECTORS, sites=SELECTORS),
        _with(
            {"min": SMALL},
            measure=st.just("staff"),
            waves=WAVE_SELECTORS,
            sites=SELECTORS,
            if_used=st.booleans(),
        ),
        _with({"min": st.integers(0, 2), "max": st.integers(2, 4)}, sites=SELECTORS),
    ),
    "before": _with({"first": SELECTORS, "then": SELECTORS}, gap=SPANS),
    "together": _with({"sites": SELECTORS}),
    "apart": _with({"sites": SELECTORS}, at_most=st.integers(0, 2)),
    "window": st.one_of(
        _with({"sites": SELECTORS, "waves": WAVE_SELECTORS.filter(lambda w: w != "all")}),
        _with({"sites": SELECTORS, "not_before": GO_LIVES.filter(bool)}),
        _with({"sites": SELECTORS, "not_after": GO_LIVES.filter(bool)}, not_before=st.just("2024")),
    ),
    "forbid": _with({"sites": SELECTORS, "waves": WAVE_SELECTORS}),
    "pin": _with({"site": st.sampled_from(SITES), "wave": st.sampled_from(WAVES)}),
    "follows": _with(
        {},
        sites=SELECTORS,
        of=st.sampled_from(["trust", "serves"]),
        trust=st.just("t"),
        gap=SPANS,
    ),
    "notice": _with(
        {"months": st.integers(0, 14)}, sites=SELECTORS, **{"from": GO_LIVES.filter(bool)}
    ),
    "blackout": _with({"period": GO_LIVES.filter(bool)}, sites=SELECTORS, recurs=st.just("yearly")),
    "pool": _with(
        {
            "use": st.dictionaries(
                st.sampled_from(["run-up", "support"]), st.integers(0, 2), min_size=1
            ),
            "max": SMALL,
        },
        measure=st.just("staff"),
        sites=SELECTORS,
        by=st.sampled_from(["week", "month"]),
    ),
    "hosts": _with(
        {}, sites=SELECTORS, at_least=st.integers(1, 2), within=st.sampled_from(["region", "trust"])
    ),
    "ramp": st.one_of(
        _with(
            {"factor": st.sampled_from([0.5, 1, 1.5, 2])}, measure=st.just("staff"), sites=SELECTORS
        ),
        _with({"step": st.integers(0, 2)}, measure=st.just("staff"), sites=SELECTORS),
    ),
    "legacy": _with({}, sites=SELECTORS, grace=DURATIONS),
    "alone": _with({"sites": SELECTORS}),
    "spacing": st.one_of(
        _with({"min": DURATIONS}),
        _with({"max": DURATIONS}),
        _with({"min": st.just("1d"), "max": DURATIONS}),
    ),
}
"""The keys of each kind of rule. A kind that is not here fails a test of its own."""

GOAL_KEYS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "participation": _with({}, measure=st.just("staff")),
    "earliest": _with({}, measure=st.just("staff")),
    "stability": st.one_of(_with({}), _with({"by": st.just("days")}, measure=st.just("staff"))),
    "order": _with({}, within=st.sampled_from(["all", "trust", "region"])),
    "wishes": _with({}),
    "exposure": _with({"pairs": st.sampled_from(["region", "trust"])}),
    "fewest-waves": _with({}),
    "last-wave": _with({}),
    "peak": _with({}, measure=st.just("staff")),
    "balance": _with({}, measure=st.just("staff")),
    "rhythm": _with({"gap": st.sampled_from(["8w", "30d"])}),
    "cohesion": _with({"of": st.sampled_from(["region", "trust"])}),
}


@st.composite
def rules(draw: st.DrawFn, kind: str | None = None, *, soft: bool = False) -> Rule:
    chosen = kind or draw(st.sampled_from(sorted(RULE_KEYS)))
    stated = draw(RULE_KEYS[chosen]) | {"kind": chosen}
    hard = not (soft and draw(st.booleans()))
    return RULES[chosen].model_validate(stated | {"hard": hard})


@st.composite
def goals(draw: st.DrawFn, kind: str | None = None) -> Goal:
    chosen = kind or draw(st.sampled_from(sorted(GOAL_KEYS)))
    return GOALS[chosen].model_validate(draw(GOAL_KEYS[chosen]) | {"kind": chosen})


@st.composite
def waves(draw: st.DrawFn, *, free: bool) -> list[Wave]:
    ids = WAVES if free else draw(st.sampled_from([WAVES[:2], WAVES]))
    go_lives = GO_LIVES.filter(lambda day: day is None or day >= "2024-01-01")
    opens = [None] if free else [None, None, False]
    stated = (
        {
            "id": wave,
            "go_live": draw(go_lives if free else GO_LIVES),
            "open": draw(st.sampled_from(opens)),
        }
        for wave in ids
    )
    return [
        Wave.model_validate({key: value for key, value in wave.items() if value is not None})
        for wave in stated
    ]


@st.composite
def sites(draw: st.DrawFn, known: list[Wave], *, free: bool) -> list[Site]:
    ids = [*draw(st.sampled_from([SITES[:2], SITES[:3]])), "t"]
    made: list[Site] = []
    for site in ids:
        stated: dict[str, Any] = {"id": site, "name": site.upper(), "required": draw(st.booleans())}
        claims = ["planned", "planned", "declined", None, None]
        says = draw(st.sampled_from(claims if free else [*claims, "decided", "live"]))
        wave = draw(st.sampled_from(known))
        if says == "declined":
            stated["claims"] = [{"says": says, "known": "2023"}]
        elif says is not None:
            on = str(wave.go_live) if says == "live" and wave.go_live else "2023"
            stated["claims"] = [{"says": says, "wave": wave.id, "on": on, "known": "2023"}]
        if draw(st.booleans()):
            stated["size"] = {"staff": draw(st.integers(0, 4))}
        if draw(st.booleans()):
            stated["regions"] = ["r"]
        if draw(st.booleans()):
            stated["wishes"] = {draw(st.sampled_from(known)).id: draw(st.integers(-2, 4))}
        if draw(st.booleans()):
            until = draw(GO_LIVES)
            stated["legacy"] = {"system": "X", **({} if until is None else {"until": until})}
        if site != "a" and draw(st.booleans()):
            stated["serves"] = "a"
        if site == "t":
            made.append(Site.model_validate(stated | {"kind": TRUST}))
        else:
            trust = {"trust": "t"} if draw(st.booleans()) else {}
            made.append(Site.model_validate(stated | trust | {"kind": MUNICIPALITY}))
    return made


@st.composite
def gated(
    draw: st.DrawFn, agenda: Agenda, known: list[Wave], everyone: list[Site]
) -> tuple[Agenda, list[Wave], list[Site]]:
    """The same with gates, that some of the waves and sites have passed or failed."""
    gates = [Gate.model_validate(gate) for gate in draw(GATES)]
    return (
        agenda.model_copy(update={"gates": tuple(gates)}),
        [wave.model_copy(update={"claims": _at_gates(draw, WaveClaim, gates)}) for wave in known],
        [
            site.model_copy(update={"claims": (*site.claims, *_at_gates(draw, Claim, gates))})
            for site in everyone
        ],
    )


def _at_gates(draw: st.DrawFn, model: type[Claim] | type[WaveClaim], gates: list[Gate]) -> Any:
    """Claims of some of the gates."""
    known = st.sampled_from(["2023-11", "2023-12", "2024-01-01", "2024-01-02"])
    return tuple(
        model.model_validate({"says": says, "gate": gate.id, "known": draw(known)})
        for gate in gates
        for says in draw(st.lists(st.sampled_from(["failed", "passed"]), max_size=2))
    )


@st.composite
def situations(
    draw: st.DrawFn,
    kind: str | None = None,
    most_rules: int = 1,
    *,
    goal: str | None = None,
    soft: bool = False,
    free: bool = False,
    gates: bool = False,
    most_seen: WaveSymmetry = WaveSymmetry.NONE,
) -> SituationData:
    """A programme as of a day; its rules are of that `kind`, its first goal is of that kind. With
    `free` every site may enter every wave by its own claims; with `gates` there are some, passed
    and failed; `most_seen` leaves out rules and goals that see more of the waves.
    """
    known = draw(waves(free=free))
    everyone = draw(sites(known, free=free))
    agenda = AGENDA
    if gates:
        agenda, known, everyone = draw(gated(agenda, known, everyone))
    seen = snapshot(everyone, known, {}, AS_OF)
    stated = draw(
        st.lists(
            rules(kind, soft=soft).filter(lambda rule: rule.wave_symmetry(seen) <= most_seen),
            min_size=1 if kind else 0,
            max_size=most_rules,
        )
    )
    first = draw(goals(goal).filter(lambda aim: aim.wave_symmetry(seen) <= most_seen))
    others = draw(
        st.lists(
            goals().filter(
                lambda aim: aim.kind != first.kind and aim.wave_symmetry(seen) <= most_seen
            ),
            max_size=2,
            unique_by=lambda aim: aim.kind,
        )
    )
    return ProgrammeData(
        agenda=agenda,
        sources={},
        regions={},
        sites=tuple(everyone),
        waves=tuple(known),
        rules=tuple(stated),
        goals=(first, *others),
        places=Nowhere(),
    ).on(AS_OF)


def every_plan(situation: SituationData) -> Iterator[dict[str, str]]:
    """Every way to put the sites that take part into waves, or into none."""
    snapshot = situation.snapshot
    choices = [None, *(slot.id for slot in snapshot.waves)]
    for chosen in product(choices, repeat=len(snapshot.taking_part)):
        pairs = zip(snapshot.taking_part, chosen, strict=True)
        yield {site: wave for site, wave in pairs if wave is not None}


def keeps_hard_rules(situation: SituationData, plan: Mapping[str, str]) -> bool:
    """Whether a plan is one that may be proposed: written from FORMAT, without the solver."""
    snapshot = situation.snapshot
    for site in snapshot.taking_part:
        found, wave = snapshot.sites[site], plan.get(site)
        if wave is None:
            if found.required or found.firm is not None:
                return False
        elif found.firm is not None:
            if wave != found.wave:
                return False
        elif snapshot.wave[wave].past or (not snapshot.wave[wave].open and wave != found.wave):
            return False
    return not any(
        broken.verdict is Verdict.BROKEN
        for rule in situation.hard_rules
        for broken in rule.violations(snapshot, plan)
    )
