"""What makes a plan one of other data, and what does not."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.goals import KINDS
from hpplan.programme.digest import digest
from tests.builders import programme
from tests.cli.programmes import write
from tests.cli.running import python

DATA = """\
programme: {id: p, gates: [{id: ready, at: -90d}]}
sources: [{id: letter, published: 2024-02-01}]
bodies: [{id: board}]
municipalities: [{id: a}]
waves: [{id: W1, go_live: 2024-11-09}]
"""
DECISION = (
    "decisions: [{id: d, by: board, on: 2024-01-15, says: adopted, about: ABOUT, source: letter}]"
)


@pytest.mark.parametrize(
    ("about", "day", "alike"),
    [
        ("[a, ready]", "2024-02-01", False),
        ("[a, ready]", "2024-01-31", True),  # not known yet
        ("[a, W1]", "2024-02-01", True),
    ],
)
def test_only_a_known_decision_about_a_gate_makes_a_plan_one_of_other_data(
    tmp_path: Path, about: str, day: str, *, alike: bool
) -> None:
    def made(text: str) -> str:
        return digest(programme(tmp_path, text), date.fromisoformat(day), {"a": "W1"}, {})

    assert (made(DATA) == made(DATA + DECISION.replace("ABOUT", about))) is alike


RULED = """\
programme: {id: p, phases: [{id: main, from: -12m, to: 0d}]}
municipalities: [{id: a}, {id: b}]
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-05}]
"""
NAMES = [kind.model_fields["kind"].default for kind in KINDS]


@pytest.mark.parametrize("section", ["rules", "goals"])
def test_each_kind_of_rule_and_goal_makes_a_plan_one_of_other_data(
    tmp_path: Path, section: str
) -> None:
    entries = {
        "rules": [
            "{kind: window, sites: a, waves: W1}",
            "{kind: forbid, sites: a, waves: W1}",
            "{kind: together, sites: [a, b]}",
            "{kind: apart, sites: [a, b]}",
            "{kind: alone, sites: [a, b]}",
        ],
        "goals": ["{kind: rhythm, gap: 8w}" if n == "rhythm" else f"{{kind: {n}}}" for n in NAMES],
    }[section]
    made = {
        digest(programme(tmp_path, f"{RULED}{section}: [{entry}]\n"), date(2024, 1, 1), {}, {})
        for entry in entries
    }
    assert len(made) == len(entries)


def test_a_programme_that_says_nothing_of_itself_is_that_with_its_name_alone(
    tmp_path: Path,
) -> None:
    data = RULED.splitlines(keepends=True)[1:]
    unnamed = programme(tmp_path, "".join(data))
    named = programme(tmp_path, f"programme: {{id: {tmp_path.name}}}\n" + "".join(data))
    day = date(2024, 1, 1)
    assert digest(unnamed, day, {}, {}) == digest(named, day, {}, {})


CLAIMS = """\
programme: {id: p}
sources: [{id: letter, published: 2024-02-01}]
municipalities:
  - id: a
    name: A
    claims:
      - {says: option, on: 2017, source: letter}
      - {says: joined, on: 2020-12-10, source: letter}
waves: [{id: W1}]
"""
SEEDED = """
from datetime import date
from pathlib import Path
from hpplan.programme.digest import digest
from hpplan.reading import read
print(digest(read(Path("data")).programme, date(2024, 2, 1), {}, {}))
"""


@pytest.mark.slow
def test_equal_claims_have_equal_digests_in_every_process(tmp_path: Path) -> None:
    write(tmp_path, CLAIMS)
    seeds = ("1", "2", "3", "4")
    assert len({python(SEEDED, tmp_path, PYTHONHASHSEED=seed) for seed in seeds}) == 1


FACTS = """\
programme: {id: p}
sources: [{id: letter, published: 2024-01-15}]
municipalities: [{id: a, claims: [CLAIMS]}, {id: b}]
waves: [{id: W1, go_live: 2024-11, claims: [DATES]}, {id: W2, go_live: 2025-05}]
rules: [RULES]
"""


@pytest.mark.parametrize(
    ("section", "entry", "alike"),
    [
        # What is not known on the day, or not in force, makes no difference.
        ("CLAIMS", "{says: declined, source: letter}", False),
        ("CLAIMS", "{says: declined, source: letter, known: 2024-02-02}", True),
        ("RULES", "{kind: forbid, sites: a, waves: W2}", False),
        ("RULES", "{kind: forbid, sites: a, waves: W2, in_force: {from: 2024-02-02}}", True),
        # Nor does what the plan says itself, and no more.
        ("CLAIMS", "{says: planned, wave: W1, source: letter}", True),
        ("CLAIMS", "{says: planned, wave: W2, source: letter}", False),
        ("CLAIMS", "{says: candidate, wave: W1, source: letter}", False),
        ("DATES", "{go_live: 2024-11-09, source: letter}", True),
        ("DATES", "{go_live: 2024-11-16, source: letter}", False),
        ("DATES", "{go_live: 2024-11-09..2024-11-16, source: letter}", False),
        ("DATES", "{go_live: 2024-11-09, open: false, source: letter}", False),
    ],
)
def test_what_is_known_beyond_the_plan_makes_it_one_of_other_data(
    tmp_path: Path, section: str, entry: str, *, alike: bool
) -> None:
    def made(text: str) -> str:
        for other in ("CLAIMS", "DATES", "RULES"):
            text = text.replace(other, "")
        known = programme(tmp_path, text)
        return digest(known, date(2024, 2, 1), {"a": "W1"}, {"W1": date(2024, 11, 9)})

    assert (made(FACTS) == made(FACTS.replace(section, entry))) is alike


def test_a_claim_that_settles_is_another_one(tmp_path: Path) -> None:
    def made(more: str) -> str:
        text = FACTS.replace("CLAIMS", f"{{says: declined, source: letter{more}}}")
        known = programme(tmp_path, text.replace("DATES", "").replace("RULES", ""))
        return digest(known, date(2024, 2, 1), {}, {})

    assert made("") != made(", settles: the newer one")
    assert made(", settles: the newer one") == made(", settles: by the board")


SHOWN = """\
programme: {id: p}
sources: [{id: letter, published: 2024-01-02}]
municipalities:
  - id: a
    size: {inhabitants: 100}
    claims:
      - {says: candidate, wave: W2, source: letter}
      - {says: planned, wave: W2, known: 2024-01-03}
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-05}]
rules: [{id: late, kind: window, sites: a, not_before: 2024-12}]
"""


@pytest.mark.parametrize(
    ("written", "instead", "alike"),
    [
        ("- id: a\n", "- id: a\n    name: Ask\n", True),
        ("- id: a\n", "- id: a\n    number: '1507'\n", True),
        ("- id: a\n", "- id: a\n    required: false\n", False),
        ("inhabitants: 100", "inhabitants: 101", False),
        ("not_before: 2024-12", "not_before: 2024-12, because: of the lease", True),
        ("not_before: 2024-12", "not_before: 2025-01", False),
        ("id: late", "id: later", False),
        ("source: letter}", "source: letter, note: as said}", True),
        ("source: letter}", "known: 2024-01-02}", True),  # the same day
        ("source: letter}", "known: 2024-01-01}", False),
        ("wave: W2, known", "wave: W1, known", False),
        ("programme: {id: p}", "programme: {id: p, as_of: 2024-02-02}", True),
        ("go_live: 2025-05}", "go_live: 2025-05-01..2025-05-31}", True),
        ("go_live: 2025-05}", "go_live: 2025-05-01..2025-05-30}", False),
        ("waves: [", "  - {id: b, wave: W1}\nwaves: [", False),
        # Of the day itself.
        (
            "known: 2024-01-03}\n",
            "known: 2024-01-03}\n      - {says: planned, wave: W1, known: 2024-02-01}\n",
            False,
        ),
        (
            "rules: [",
            "rules: [{kind: forbid, sites: a, waves: W1, in_force: {from: 2024-02-01}}, ",
            False,
        ),
    ],
)
def test_what_is_only_shown_makes_no_plan_one_of_other_data(
    tmp_path: Path, written: str, instead: str, *, alike: bool
) -> None:
    def made(text: str) -> str:
        return digest(programme(tmp_path, text), date(2024, 2, 1), {}, {})

    assert (made(SHOWN) == made(SHOWN.replace(written, instead))) is alike


def test_a_wave_is_short_for_a_claim(tmp_path: Path) -> None:
    short, long = "wave: W1", "claims: [{says: planned, wave: W1}]"
    found = [
        programme(tmp_path, SHOWN.replace("waves: [", f"  - {{id: b, {said}}}\nwaves: ["))
        for said in (short, long)
    ]
    assert len({digest(each, date(2024, 2, 1), {}, {}) for each in found}) == 1


def test_the_order_of_claims_makes_no_plan_one_of_other_data(tmp_path: Path) -> None:
    *before, one, other, waves, rules = SHOWN.splitlines()
    turned = "\n".join((*before, other, one, waves, rules, ""))
    assert turned != SHOWN
    found = [programme(tmp_path, text) for text in (SHOWN, turned)]
    assert len({digest(each, date(2024, 2, 1), {}, {}) for each in found}) == 1
