"""HP401: sites that wait for each other, so that none of them can ever go live."""

from pathlib import Path

import pytest

from hpplan.checks.cycles import Cycles
from tests.builders import known
from tests.checks import found

GIVEN = """\
waves: [{id: W1, go_live: 2023-11-04}, {id: W2, go_live: 2024-04-27}]
trusts: [{id: t, name: Trust}]
municipalities:
  - {id: a, name: Aure}
  - {id: b, name: Bjugn}
  - {id: c, name: Vega, trust: t}
  - {id: out, name: Oppdal, claims: [{says: declined}]}
  - {id: l, name: Levanger, claims: [{says: live, wave: W1, on: 2023-11-04}]}
rules:
"""
HELP = (
    "  help: drop one of these rules, make it soft (hard: false),"
    " or let them share a wave (gap: {waves: 0})\n"
)


def rules(tmp_path: Path, *written: str) -> str:
    lines = "".join(f"  - {{{rule}}}\n" for rule in written)
    return found(Cycles(), known(tmp_path, GIVEN + lines))


def test_two_that_wait_for_each_other_are_told_with_the_place_of_each_edge(
    tmp_path: Path,
) -> None:
    one, other = "kind: before, id: x, first: a, then: b", "kind: before, id: y, first: b, then: a"
    assert rules(tmp_path, one, other) == (
        f"error[HP401] 10:5 «{{{one}}}»: these wait in a circle, so none of them can go live:"
        " Aure before Bjugn before Aure\n"
        f"  note 10:5 «{{{one}}}»: Bjugn waits for Aure, at least 1 wave: rule 'x'\n"
        f"  note 11:5 «{{{other}}}»: Aure waits for Bjugn, at least 1 wave: rule 'y'\n" + HELP
    )


def test_a_circle_through_three_rules_and_kinds_is_told(tmp_path: Path) -> None:
    follows = "kind: follows, sites: c, gap: {months: 6}"
    together = "kind: together, sites: [a, t]"
    before = "kind: before, first: c, then: a, gap: {waves: 0}"
    assert rules(tmp_path, follows, together, before) == (
        f"error[HP401] 10:5 «{{{follows}}}»: these wait in a circle,"
        " so none of them can go live: Trust before Vega before or with Aure with Trust\n"
        f"  note 10:5 «{{{follows}}}»: Vega waits for Trust, at least 6 months: rule 'follows'\n"
        f"  note 12:5 «{{{before}}}»: Aure waits for Vega, at least 0 waves: rule 'before'\n"
        f"  note 11:5 «{{{together}}}»: Trust goes with Aure: rule 'together'\n" + HELP
    )


def test_a_site_that_waits_for_itself_is_a_circle(tmp_path: Path) -> None:
    rule = "kind: before, first: [a, b], then: a"
    assert rules(tmp_path, rule) == (
        f"error[HP401] 10:5 «{{{rule}}}»: these wait in a circle, so none of them can go live:"
        " Aure before Aure\n"
        f"  note 10:5 «{{{rule}}}»: Aure waits for Aure, at least 1 wave: rule 'before'\n" + HELP
    )


def test_of_entangled_sites_the_shortest_circle_is_told(tmp_path: Path) -> None:
    told = rules(
        tmp_path,
        "kind: before, first: a, then: b",
        "kind: before, first: b, then: c",
        "kind: before, first: c, then: a",
        "kind: before, first: b, then: a",
    )
    assert told.count("error[HP401]") == 1
    assert "go live: Aure before Bjugn before Aure\n" in told


def test_circles_that_share_no_site_are_told_apart(tmp_path: Path) -> None:
    told = rules(
        tmp_path,
        "kind: before, first: a, then: b",
        "kind: before, first: b, then: a",
        "kind: before, first: c, then: t",
        "kind: before, first: t, then: c",
    )
    assert [line.rpartition(": ")[2] for line in told.splitlines() if "error" in line] == [
        "Aure before Bjugn before Aure",
        "Vega before Trust before Vega",
    ]


AFTER = "kind: before, first: a, then: b"


@pytest.mark.parametrize(
    "back",
    [
        # No way back.
        "kind: before, first: b, then: c",
        "kind: together, sites: [b, c]",
        # Soft, or not in force.
        "kind: before, first: b, then: a, hard: false",
        "kind: before, first: b, then: a, in_force: {until: 2023}",
        "kind: together, sites: [a, b], hard: false",
        # Who takes no part, or is live, waits for nobody.
        "kind: before, first: b, then: out",
        "kind: before, first: b, then: l",
    ],
)
def test_a_way_that_does_not_close_passes(tmp_path: Path, back: str) -> None:
    assert rules(tmp_path, AFTER, back) == ""


@pytest.mark.parametrize(
    ("gap", "closes"),
    [("{waves: 0}", False), ("{days: 0}", False), ("{waves: 1}", True), ("{days: 1}", True)],
)
def test_a_circle_needs_one_strict_wait(tmp_path: Path, gap: str, closes: bool) -> None:
    same = "kind: before, first: a, then: b, gap: {waves: 0}"
    told = rules(tmp_path, same, f"kind: before, first: b, then: a, gap: {gap}")
    assert (told != "") is closes


def test_sites_that_go_together_and_may_share_a_wave_pass(tmp_path: Path) -> None:
    same = "kind: before, first: a, then: b, gap: {waves: 0}"
    assert rules(tmp_path, "kind: together, sites: [a, b]", same) == ""


def test_the_rules_are_asked_as_of_the_day(tmp_path: Path) -> None:
    back = "{kind: before, first: b, then: a, in_force: {from: 2024-02}}"
    text = f"{GIVEN}  - {{{AFTER}}}\n  - {back}\n"
    assert found(Cycles(), known(tmp_path, text, "2024-01-31")) == ""
    assert found(Cycles(), known(tmp_path, text, "2024-02-01")).startswith("error[HP401] 10:5 ")
