"""HP401: sites that wait for each other, so that none of them can ever go live."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

HINT = (
    "  hint: drop one of these rules, make it soft (hard: false), "
    "or let them share a wave (gap: {waves: 0})"
)
WHO = """
sources: [{id: s, kind: register}]
waves: [{id: W1, go_live: 2023-11}, {id: W2}]
municipalities:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C}
  - {id: d, name: D}
  - {id: e, name: E}
  - {id: live, name: Live, claims: [{says: live, wave: W1, on: 2023-11-04, source: s}]}
  - {id: gone, name: Gone, claims: [{says: declined, source: s}]}
rules:
"""


def test_the_cycle_is_reported_edge_by_edge_from_the_first_rule(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, id: d-first, first: d, then: a}
  - {kind: before, id: c-first, first: c, then: a}
  - {kind: before, id: a-first, first: a, then: b, gap: {waves: 0}}
  - {kind: before, id: b-first, first: b, then: c, gap: 6m}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == [
        (
            "error 14:5: cyclic dependency, so none of these sites can go live: "
            "C before A before or with B before C"
        ),
        HINT,
        "  note 14:5: A waits for C, at least 1 wave: rule 'c-first'",
        "  note 15:5: B waits for A, the same wave allowed: rule 'a-first'",
        "  note 16:5: C waits for B, at least 6 months: rule 'b-first'",
    ]


def test_a_cycle_of_rules_that_allow_the_same_wave_is_no_fault(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, first: a, then: b, gap: {waves: 0}}
  - {kind: before, first: b, then: [a, c], gap: {waves: 0}}
  - {kind: before, first: a, then: c}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == []


def test_what_goes_together_cannot_wait_for_itself(tmp_path: Path) -> None:
    rules = """\
  - {kind: together, id: pair, sites: [a, b]}
  - {kind: before, id: order, first: a, then: b}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == [
        "error 13:5: cyclic dependency, so none of these sites can go live: B with A before B",
        HINT,
        "  note 13:5: A goes with B: rule 'pair'",
        "  note 14:5: B waits for A, at least 1 wave: rule 'order'",
    ]


def test_ties_of_several_rules_close_a_cycle(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, id: one, first: a, then: b}
  - {kind: together, id: two, sites: [b, c]}
  - {kind: together, id: three, sites: [c, d]}
  - {kind: before, id: four, first: d, then: a, gap: {waves: 0}}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == [
        (
            "error 13:5: cyclic dependency, so none of these sites can go live: "
            "A before B with C with D before or with A"
        ),
        HINT,
        "  note 13:5: B waits for A, at least 1 wave: rule 'one'",
        "  note 14:5: C goes with B: rule 'two'",
        "  note 15:5: D goes with C: rule 'three'",
        "  note 16:5: A waits for D, the same wave allowed: rule 'four'",
    ]


def test_who_goes_before_all_does_not_wait_for_itself(tmp_path: Path) -> None:
    rule = "  - {kind: before, first: a, then: all}\n"

    assert reported(known(tmp_path, WHO + rule), "HP401") == []


def test_two_who_go_before_all_wait_for_each_other(tmp_path: Path) -> None:
    rule = "  - {kind: before, first: [a, b], then: all}\n"

    assert reported(known(tmp_path, WHO + rule), "HP401") == [
        "error 13:5: cyclic dependency, so none of these sites can go live: A before B before A",
        HINT,
        "  note 13:5: B waits for A, at least 1 wave: rule 'before'",
        "  note 13:5: A waits for B, at least 1 wave: rule 'before'",
    ]


def test_the_shortest_cycle_of_each_component_is_reported(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, id: ab, first: a, then: b}
  - {kind: before, id: bc, first: b, then: c}
  - {kind: before, id: ca, first: c, then: a}
  - {kind: before, id: cb, first: c, then: b}
  - {kind: before, id: de, first: d, then: e}
  - {kind: before, id: ed, first: e, then: d}
  - {kind: before, id: ed-again, first: e, then: d}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == [
        "error 14:5: cyclic dependency, so none of these sites can go live: B before C before B",
        HINT,
        "  note 14:5: C waits for B, at least 1 wave: rule 'bc'",
        "  note 16:5: B waits for C, at least 1 wave: rule 'cb'",
        "error 17:5: cyclic dependency, so none of these sites can go live: D before E before D",
        HINT,
        "  note 17:5: E waits for D, at least 1 wave: rule 'de'",
        "  note 18:5: D waits for E, at least 1 wave: rule 'ed'",
    ]


@pytest.mark.parametrize(
    "way_back",
    [
        "{kind: before, first: b, then: a, hard: false}",
        "{kind: before, first: b, then: a, in_force: {until: 2023}}",
        "{kind: before, first: c, then: a}",
        "{kind: together, sites: [b, c]}",
    ],
    ids=["soft", "no longer in force", "of others", "not back"],
)
def test_without_a_hard_way_back_there_is_no_cycle(tmp_path: Path, way_back: str) -> None:
    rules = f"  - {{kind: before, first: a, then: b}}\n  - {way_back}\n"

    assert reported(known(tmp_path, WHO + rules), "HP401") == []


def test_what_is_live_or_takes_no_part_waits_for_no_other(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, first: a, then: [live, gone]}
  - {kind: before, first: [live, gone], then: a}
"""

    assert reported(known(tmp_path, WHO + rules), "HP401") == []


def test_a_long_cycle_is_found_too(tmp_path: Path) -> None:
    sites = "".join(f"  - {{id: m{n}, name: M{n}}}\n" for n in range(1_500))
    pairs = "".join(
        f"  - {{kind: before, first: m{n}, then: m{(n + 1) % 1_500}}}\n" for n in range(1_500)
    )
    text = f"waves: [{{id: W1}}]\nmunicipalities:\n{sites}rules:\n{pairs}"

    cycle = reported(known(tmp_path, text), "HP401")

    assert cycle[0].startswith("error 1504:5: cyclic dependency")
    assert len(cycle) == 1 + 1 + 1_500
