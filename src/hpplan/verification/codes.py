"""HP81x and HP82x: faults of a plan, or of what it states about itself."""

from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Severity

_VERIFY: Final = "verify plan.yml"

UNKNOWN_SITE: Final = Code(
    "HP811",
    "plan-unknown-site",
    Severity.ERROR,
    meaning="The plan places a site that is not in the data, or does not exist on the date.",
    why="Either the plan belongs to other data, or a name is misspelt.",
    fix="Remove the site from the plan, or add it to the data.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - {site: ask, wave: W1}
          - {site: berg, wave: «W1»}
        """,
    good="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    command=_VERIFY,
)

UNKNOWN_WAVE: Final = Code(
    "HP812",
    "plan-unknown-wave",
    Severity.ERROR,
    meaning="The plan uses a wave that is not in the data, or does not exist on the date.",
    why="No site can go live in it.",
    fix="Place the site in a wave that exists.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - {site: ask, wave: «W3»}
        """,
    instead="W1",
    command=_VERIFY,
)

TAKES_NO_PART: Final = Code(
    "HP813",
    "plan-places-who-declined",
    Severity.ERROR,
    meaning="The plan places a site that declined or withdrew.",
    why="The site does not take part.",
    fix="Remove it from the plan, or add the claim by which it takes part again.",
    bad="""
        sources: [{id: letter, kind: document, published: 2023-07-04}]
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask, claims: [{says: declined, source: letter}]}
        === plan.yml
        placements:
          - {site: ask, wave: «W1»}
        """,
    good="""
        sources: [{id: letter, kind: document, published: 2023-07-04}]
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask, claims: [{says: declined, source: letter}]}
        === plan.yml
        placements: []
        """,
    command=_VERIFY,
)

FIRM_SITE_MOVED: Final = Code(
    "HP814",
    "plan-moves-firm-site",
    Severity.ERROR,
    meaning="A site that is live, has decided or is overdue is not in its wave.",
    why="A live site cannot be moved, and a decision is not the planner's to change.",
    fix="Put it in its wave, or plan with `--reopen` to allow the move.",
    bad="""
        sources: [{id: letter, kind: document, published: 2023-07-04}]
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask, claims: [{says: decided, wave: W1, source: letter}]}
        === plan.yml
        placements:
          - {site: ask, wave: «W2»}
        """,
    instead="W1",
    command=_VERIFY,
)

WAVE_TAKES_NO_MORE: Final = Code(
    "HP815",
    "plan-enters-closed-wave",
    Severity.ERROR,
    meaning=(
        "The plan places a site in a wave that is past, or that takes no more sites and is not "
        "its current one."
    ),
    why="The wave's project has begun without it, or is over.",
    fix="Place the site in a wave that takes more sites.",
    bad="""
        sources: [{id: letter, kind: document, published: 2023-07-04}]
        waves:
          - {id: W1, open: false}
          - {id: W2}
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - {site: ask, wave: «W1»}
        """,
    instead=("false", "true"),
    command=_VERIFY,
)

REQUIRED_NOT_PLACED: Final = Code(
    "HP816",
    "plan-leaves-out-required",
    Severity.ERROR,
    meaning="A site that must be placed is not placed.",
    why="Every site that takes part must be placed, unless the data says otherwise.",
    fix="Place it; or set `required: false` if it may be left out and has signed no agreement.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: «ask», name: Ask}
        === plan.yml
        placements: []
        """,
    good="""
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask}
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    command=_VERIFY,
)

RULE_BROKEN: Final = Code(
    "HP817",
    "plan-breaks-rule",
    Severity.ERROR,
    meaning="The plan breaks a hard rule.",
    why="Hard rules must hold.",
    fix="Change the plan, let `hpplan assign` make one, or end the rule with `in_force`.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        rules:
          - «{kind: forbid, sites: ask, waves: W1}»
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("wave: W1", "wave: W2"),
    command=_VERIFY,
)

SOFT_RULE_BROKEN: Final = Code(
    "HP818",
    "plan-breaks-soft-rule",
    Severity.WARNING,
    meaning="The plan breaks a soft rule, which is allowed.",
    why="A plan should break as few soft rules as possible.",
    fix="Check whether another plan keeps it; otherwise accept it.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        rules:
          - «{kind: forbid, sites: ask, waves: W1, hard: false}»
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("wave: W1", "wave: W2"),
    command=_VERIFY,
)

RULE_NOT_SETTLED: Final = Code(
    "HP819",
    "plan-rule-not-settled",
    Severity.INFO,
    meaning="A rule is broken by live sites, or may be broken once the days are known.",
    why="Whether the plan is valid depends on the days.",
    fix="Check again when the days are known.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1, go_live: 2024-H2}]
        municipalities: [{id: ask, name: Ask}]
        rules:
          - «{kind: window, sites: ask, not_before: 2024-10}»
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("2024-H2", "2024-Q4"),
    command=_VERIFY,
)

DAY_NOT_POSSIBLE: Final = Code(
    "HP820",
    "plan-day-not-possible",
    Severity.ERROR,
    meaning=(
        "The day that the plan has chosen for a wave lies outside its period, before the as-of "
        "date, on a day that the calendar leaves out, or not after the wave before it."
    ),
    why="The wave cannot go live on that day.",
    fix="Choose another day, or make a new plan with `hpplan assign --dates`.",
    bad="""
        programme:
          id: coast
          name: The coast
          as_of: 2023-07-04
          calendar: {go_live_days: [saturday]}
        waves: [{id: W1, go_live: 2024-09}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - site: ask
            wave: «W1»
            go_live: {label: 2024-09-06, from: 2024-09-06, to: 2024-09-06, chosen: true}
        """,
    good="""
        programme:
          id: coast
          name: The coast
          as_of: 2023-07-04
          calendar: {go_live_days: [saturday]}
        waves: [{id: W1, go_live: 2024-09}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        placements:
          - site: ask
            wave: W1
            go_live: {label: 2024-09-07, from: 2024-09-07, to: 2024-09-07, chosen: true}
        """,
    command=_VERIFY,
)

OTHER_PROGRAMME: Final = Code(
    "HP821",
    "plan-of-other-programme",
    Severity.ERROR,
    meaning="The plan was made for another programme.",
    why="Its names may mean other things here.",
    fix="Use `--data` with the data it was made from.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        programme: inland
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("inland", "coast"),
    command=_VERIFY,
)

OTHER_DAY: Final = Code(
    "HP822",
    "plan-of-other-day",
    Severity.WARNING,
    meaning="The plan was made as of another day than the requested one.",
    why="More or less is known on that day: firm sites may differ.",
    fix="Use the plan's day with `--as-of`, or make a new plan.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        as_of: 2023-01-24
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("2023-01-24", "2023-07-04"),
    command=f"{_VERIFY} --as-of 2023-07-04",
)

OTHER_DATA: Final = Code(
    "HP823",
    "plan-of-other-data",
    Severity.WARNING,
    meaning=(
        "The plan was made from different files: some have changed, are new or are missing, and "
        "what was known on its day is no longer the same, or the plan does not say what was."
    ),
    why="Its statements about itself may no longer be true.",
    fix="Make a new plan, or read it with the data of its time.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        made_from: [{file: last-year.yaml, sha256: abc}]
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("[{file: last-year.yaml, sha256: abc}]", "null"),
    command=_VERIFY,
)

OTHER_GOALS: Final = Code(
    "HP824",
    "plan-of-other-goals",
    Severity.ERROR,
    meaning=(
        "The plan states other goals than the data. It is a warning where the data has changed."
    ),
    why="It is optimal for other goals.",
    fix="Make a new plan.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        === plan.yml
        goals: [{kind: peak, value: 1}]
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("[{kind: peak, value: 1}]", "null"),
    command=_VERIFY,
)

GOAL_VALUE: Final = Code(
    "HP825",
    "plan-goal-value",
    Severity.ERROR,
    meaning=(
        "The plan states a goal's value wrongly, or a value that its own bound rules out. A wrong "
        "value is a warning where the data has changed."
    ),
    why="The plan was altered after it was made, so its optimality is no longer proved.",
    fix="Make a new plan.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: ask, name: Ask}]
        goals: [«{kind: participation}»]
        === plan.yml
        goals: [{kind: participation, value: 7}]
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("value: 7", "value: 1"),
    command=_VERIFY,
)

FAILED_GATE: Final = Code(
    "HP826",
    "plan-ignores-failed-gate",
    Severity.ERROR,
    meaning=(
        "The plan places a site that failed a gate in a wave whose day for that gate is not later "
        "than the as-of date."
    ),
    why="The gate can no longer be passed before that go-live.",
    fix=(
        "Place the site in a later wave; or add the claim that it passed, or the decision that "
        "adopts the failure."
    ),
    bad="""
        programme:
          id: coast
          name: The coast
          as_of: 2024-02-01
          gates: [{id: ready-90, at: -90d}]
        sources: [{id: review, kind: document, published: 2024-01-30}]
        waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11-02}]
        municipalities:
          - id: ask
            name: Ask
            claims: [«{says: failed, gate: ready-90, source: review}»]
        === plan.yml
        placements:
          - {site: ask, wave: W1}
        """,
    instead=("- {site: ask, wave: W1}", "- {site: ask, wave: W2}"),
    command=_VERIFY,
)

CODES: Final = (
    UNKNOWN_SITE,
    UNKNOWN_WAVE,
    TAKES_NO_PART,
    FIRM_SITE_MOVED,
    WAVE_TAKES_NO_MORE,
    REQUIRED_NOT_PLACED,
    RULE_BROKEN,
    SOFT_RULE_BROKEN,
    RULE_NOT_SETTLED,
    DAY_NOT_POSSIBLE,
    OTHER_PROGRAMME,
    OTHER_DAY,
    OTHER_DATA,
    OTHER_GOALS,
    GOAL_VALUE,
    FAILED_GATE,
)
