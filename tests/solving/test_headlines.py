"""What a conflict is called: drawn from the facts beneath it, with the need of all."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conflicts.test_minimal_subsets import conflict_of


def sites(count: int, size: int = 1) -> str:
    return "".join(
        f"  - {{id: s{n}, name: S-{n}, size: {{staff: {size}}}}}\n" for n in range(count)
    )


def programme(as_of: str, count: int, waves: str, rules: str, size: int = 1) -> str:
    head = f"programme: {{id: p, name: P, as_of: {as_of}}}\nmunicipalities:\n"
    return f"{head}{sites(count, size)}waves: [{waves}]\nrules: [{rules}]\n"


def order(count: int) -> str:
    return ", ".join(f"{{id: W{n + 1}}}" for n in range(count))


ONLY_W2 = "{kind: window, sites: all, waves: W2}"
CASES = {
    "the need of all is stated, not that of the smallest set that conflicts": (
        programme(
            "2024-01-01",
            4,
            order(2),
            f"{ONLY_W2}, {{id: cap, kind: capacity, measure: staff, max: 25}}",
            size=10,
        ),
        "W2 holds at most 25 staff, but would have to hold 40",
    ),
    "a minimum of many waves is counted": (
        programme("2024-01-01", 13, order(20), "{kind: capacity, min: 3}"),
        "20 waves need at least 3 sites each, 60 in all, and there are 13",
    ),
    "a maximum of all waves is counted": (
        programme("2024-01-01", 5, order(2), "{kind: capacity, max: 2}"),
        "5 sites must be placed, and 2 waves hold at most 2 each, 4 in all",
    ),
    "sites apart are counted": (
        programme("2024-01-01", 2, order(1), "{kind: apart, sites: all}"),
        (
            "2 sites must be placed, at most one of them in a wave, and there is 1 wave that they "
            "may enter"
        ),
    ),
    "sites alone are counted": (
        programme("2024-01-01", 3, order(2), "{kind: alone, sites: all}"),
        "3 sites must be alone in their waves, and there are 2 waves that they may enter",
    ),
    "a wave for the others is counted with those alone": (
        programme("2024-01-01", 4, order(1), "{kind: alone, sites: s0}"),
        (
            "1 site must be alone in its wave, 3 more must be placed, and there is 1 wave that "
            "they may enter"
        ),
    ),
    "one that waits finds no wave after that of the other": (
        programme("2024-01-01", 2, order(1), "{kind: before, first: s0, then: s1}"),
        "S-1 must come at least one wave after S-0, and there is 1 wave that they may enter",
    ),
    "one that waits by date finds no two waves as far apart": (
        programme(
            "2024-01-01",
            2,
            "{id: W1, go_live: 2024-04}, {id: W2, go_live: 2024-05}",
            "{kind: before, first: s0, then: s1, gap: {months: 6}}",
        ),
        (
            "S-1 must come at least 6 months after S-0, and no two waves that they may enter allow "
            "that"
        ),
    ),
    "who would be with somebody that is to be alone is named": (
        programme(
            "2024-01-01",
            2,
            order(2),
            "{kind: alone, sites: s0}, {kind: together, sites: [s0, s1]}",
        ),
        "S-0 would be in W1 with S-1, and is to be alone",
    ),
    "who would be with it by chance is not": (
        programme(
            "2024-01-01",
            9,
            order(2),
            "{kind: alone, sites: s0}, {kind: together, sites: [s0, s1]}, {kind: capacity, max: 8}",
        ),
        "S-0 would be in W1 with S-1, and is to be alone",
    ),
    "a date after all waves": (
        programme(
            "2024-06-01",
            1,
            "{id: W1, go_live: 2024-01-10}, {id: W2, go_live: 2025-01-10}",
            "{kind: window, sites: all, not_before: 2025-08-10}",
        ),
        "no wave goes live on or after 10 August 2025; the last is W2, 10 January 2025",
    ),
    "a date before all waves": (
        programme(
            "2024-01-01",
            1,
            "{id: W1, go_live: 2024-02}, {id: W2, go_live: 2025-01-10}",
            "{kind: window, sites: all, not_after: 2024-01-15}",
        ),
        "no wave goes live on or before 15 January 2024; the first is W1, February 2024",
    ),
    "what bars each wave": (
        programme("2024-01-01", 1, order(2), f"{ONLY_W2}, {{kind: forbid, sites: s0, waves: W2}}"),
        (
            "S-0 must be placed, and no wave is left for it (W1: barred by window; W2: barred by "
            "forbid)"
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", CASES)
def test_a_headline_names_the_cause(tmp_path: Path, what: str) -> None:
    text, headline = CASES[what]
    assert conflict_of(tmp_path, text).headline == headline


@pytest.mark.slow
def test_of_waves_too_close_it_names_two_that_could_be_used_and_none_that_is_over(
    tmp_path: Path,
) -> None:
    days = [date(2024, 1, 5) + timedelta(14 * n) for n in range(11)]
    waves = ", ".join(f"{{id: S{n + 1}, go_live: {day}}}" for n, day in enumerate(days))
    rules = "{kind: apart, sites: all}, {kind: spacing, min: 3w}"
    headline = conflict_of(tmp_path, programme("2024-01-10", 9, waves, rules)).headline
    why, _, dates = headline.partition("; ")
    assert why == "no two of all sites in the same wave"
    said = r"(S\d+) must come at least 3 weeks after (S\d+), but comes 14 days after it"
    assert (found := re.fullmatch(said, dates.strip())) is not None
    assert "S1" not in found.groups()


def test_of_a_pool_it_names_the_wave_of_its_facts(tmp_path: Path) -> None:
    decided = "{says: decided, wave: W3, known: 2023}"
    text = f"""\
programme:
  id: p
  name: P
  as_of: 2024-01-01
  phases: [{{id: support, from: 0d, to: 3w}}]
municipalities:
  - {{id: a, name: A, claims: [{decided}]}}
  - {{id: b, name: B, claims: [{decided}]}}
  - {{id: c, name: C}}
  - {{id: d, name: D, required: false}}
waves:
  - {{id: W1, go_live: 2024-03-01}}
  - {{id: W2, go_live: 2024-06-01}}
  - {{id: W3, go_live: 2024-09-01}}
rules: [{{id: team, kind: pool, use: {{support: 1}}, max: 1}}]
"""
    assert conflict_of(tmp_path, text).headline == (
        "2 are needed on 1 September 2024, 1 over 1: A, B"
    )


DECIDED = """\
programme: {{id: p, name: P, as_of: 2022-01-01}}
municipalities:
  - id: y
    name: Ystad
    size: {{staff: 1200}}
    claims: [{{says: decided, wave: {y}, known: 2021}}]
  - id: p
    name: psychiatry
    size: {{staff: 90}}
    claims: [{{says: decided, wave: {p}, known: 2021}}]
waves:
  - {{id: G4, go_live: 2022-02-01}}
  - {{id: G5, go_live: 2022-spring}}
  - {{id: G6, go_live: 2023-01-01}}
rules: [{rule}]
"""
"""Two sites that have decided, so that one rule is missed in one way only."""
MISSED = {
    "before, in one wave": (
        ("G5", "G5", "{kind: before, first: y, then: p}"),
        "psychiatry must come at least one wave after Ystad; both would be in G5, spring 2022",
    ),
    "before, in days": (
        ("G4", "G6", "{kind: before, first: y, then: p, gap: {at_most: {months: 6}}}"),
        (
            "psychiatry must come at least one wave and at most 6 months after Ystad, but would "
            "come 334 days after it"
        ),
    ),
    "before, the other way round": (
        ("G6", "G4", "{kind: before, first: y, then: p, gap: {months: 6}}"),
        "psychiatry must come at least 6 months after Ystad, but would come 334 days before it",
    ),
    "apart": (
        ("G5", "G5", "{kind: apart, sites: [y, p]}"),
        "G5 would hold Ystad and psychiatry, of whom only one may be in a wave",
    ),
    "together": (
        ("G4", "G5", "{kind: together, sites: [y, p]}"),
        "Ystad, psychiatry must share a wave: Ystad in G4 and psychiatry in G5 would not",
    ),
    "window of waves": (
        ("G4", "G5", "{kind: window, sites: y, waves: [G5, G6]}"),
        "Ystad may only be in G5 or G6, and would be in G4",
    ),
    "window of days": (
        ("G4", "G5", "{kind: window, sites: y, not_before: 2022-07-01}"),
        "Ystad may go live no earlier than 1 July 2022, and would go live on 1 February 2022 in G4",
    ),
    "forbid": (
        ("G4", "G5", "{kind: forbid, sites: y, waves: G4}"),
        "Ystad would be in G4, where it may not be",
    ),
    "blackout": (
        ("G4", "G5", "{kind: blackout, period: 2022-02, recurs: yearly}"),
        (
            "Ystad would go live on 1 February 2022 in G4, and no go-live may be in February 2022 "
            "or the same days of any year"
        ),
    ),
    "hosts": (
        ("G4", "G5", "{kind: hosts, sites: y}"),
        "Ystad must come after 1 other site, but would be in G4 after none",
    ),
    "hosts, of whom there are fewer": (
        ("G4", "G5", "{kind: hosts, sites: y, at_least: 9}"),
        "Ystad must come after 9 other sites, but there is only 1",
    ),
    "hosts, of whom there is none": (
        ("G4", "G5", "{kind: hosts, sites: y, within: region}"),
        "Ystad must come after 1 other site of its region, but there is none",
    ),
    "ramp": (
        ("G5", "G4", "{kind: ramp, measure: staff, factor: 1.5}"),
        (
            "G5 would hold 1,200 staff, and may hold at most 1.5 times the 90 staff of the largest "
            "wave before it"
        ),
    ),
    "capacity": (
        ("G5", "G5", "{kind: capacity, waves: [G5, G6], measure: staff, max: 1000}"),
        "G5 holds at most 1,000 staff, but those decided for it have 1,290",
    ),
    "pin": (
        ("G4", "G5", "{id: late, kind: pin, site: y, wave: G6}"),
        "Ystad has decided on G4, and late asks for G6",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", MISSED)
def test_a_kind_says_what_it_asks_and_how_far_the_plan_is_from_it(
    tmp_path: Path, what: str
) -> None:
    (first, second, rule), headline = MISSED[what]
    text = DECIDED.format(y=first, p=second, rule=rule)
    assert conflict_of(tmp_path, text).headline == headline


def test_a_name_at_the_beginning_of_a_sentence_keeps_its_spelling(tmp_path: Path) -> None:
    rule = "{kind: before, first: y, then: p}"
    named = conflict_of(tmp_path, DECIDED.format(y="G5", p="G5", rule=rule))
    assert named.sentence.startswith("psychiatry must come at least one wave after Ystad")
    counted = conflict_of(tmp_path, CASES["a date after all waves"][0])
    assert counted.sentence.startswith("No wave goes live on or after")
