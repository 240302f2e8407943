"""HP801: the plan that the claims make breaks a rule that is in force."""

from pathlib import Path

import pytest

from hpplan.checks.plan.current_plan import CurrentPlan
from tests.builders import known
from tests.findings import found

GIVEN = """\
waves:
  - {id: W1, go_live: 2024-04-27}
  - {id: W2, go_live: 2024-11-09}
municipalities:
  - {id: a, name: Aure, claims: [{says: %s}]}
  - {id: b, name: Bjugn, claims: [{says: %s}]}
  - {id: c, name: Vega, claims: [{says: joined}]}
rules:
"""
PLANNED, DECIDED = "planned, wave: W1", "decided, wave: W1"
APART = "{kind: apart, id: far, sites: [a, b]}"


def claimed(tmp_path: Path, a: str, b: str, *rules: str, as_of: str = "2024-01-01") -> str:
    lines = "".join(f"  - {rule}\n" for rule in rules)
    return found(CurrentPlan(), known(tmp_path, GIVEN % (a, b) + lines, as_of))


def test_a_break_that_a_move_can_fix_is_a_warning_with_the_claims(tmp_path: Path) -> None:
    assert claimed(tmp_path, PLANNED, DECIDED, APART) == (
        f"warning[HP801] 9:5 «{APART}»: the current plan breaks rule 'far':"
        " W1 holds Aure, Bjugn\n"
        "  note: the rule: no two of Aure, Bjugn in the same wave\n"
        "  note 5:34 «{says: planned, wave: W1}»: this puts Aure in W1\n"
        "  note 6:35 «{says: decided, wave: W1}»: this puts Bjugn in W1\n"
        "  help: run hpplan assign for a plan that keeps the rule\n"
    )


def test_a_break_among_firm_sites_is_an_error_that_no_plan_can_fix(tmp_path: Path) -> None:
    assert claimed(tmp_path, DECIDED, DECIDED, APART) == (
        f"error[HP801] 9:5 «{APART}»: the current plan breaks rule 'far':"
        " W1 holds Aure, Bjugn\n"
        "  note: the rule: no two of Aure, Bjugn in the same wave\n"
        "  note 5:34 «{says: decided, wave: W1}»: this puts Aure in W1\n"
        "  note 6:35 «{says: decided, wave: W1}»: this puts Bjugn in W1\n"
        "  help: no plan can fix this while these sites are firm: correct a claim, end the rule"
        " with 'in_force: {until: …}', or free one: hpplan assign --reopen a\n"
    )


def test_who_is_not_placed_has_no_claim_to_show(tmp_path: Path) -> None:
    rule = "{kind: before, first: c, then: a}"
    got = claimed(tmp_path, PLANNED, "joined", rule)
    assert got == (
        f"warning[HP801] 9:5 «{rule}»: the current plan breaks rule 'before':"
        " Aure is in W1, but Vega, which it waits for, is not placed\n"
        "  note: the rule: Vega before Aure, by at least 1 wave\n"
        "  note 5:34 «{says: planned, wave: W1}»: this puts Aure in W1\n"
        "  help: run hpplan assign for a plan that keeps the rule\n"
    )


def test_of_more_than_three_sites_no_claims_are_shown(tmp_path: Path) -> None:
    sites = "".join(
        f"  - {{id: m{n}, name: M{n}, claims: [{{says: planned, wave: W1}}]}}\n" for n in range(4)
    )
    text = f"waves: [{{id: W1}}]\nmunicipalities:\n{sites}rules:\n"
    rules = [f"  - {{kind: capacity, max: 1, sites: {ids}}}" for ids in ("[m0, m1, m2]", "all")]
    three, four = (found(CurrentPlan(), known(tmp_path, text + rule)) for rule in rules)
    assert three.count("in W1") == 3
    assert "in W1" not in four
    assert four.startswith("warning[HP801]")


@pytest.mark.parametrize(
    ("a", "b", "rule", "as_of"),
    [
        # Kept.
        (PLANNED, "planned, wave: W2", APART, "2024-01-01"),
        # Soft, not in force, or past.
        (PLANNED, PLANNED, APART.replace("}", ", hard: false}"), "2024-01-01"),
        (PLANNED, PLANNED, APART.replace("}", ", in_force: {until: 2023}}"), "2024-01-01"),
        ("live, wave: W1, on: 2024-04", "live, wave: W1, on: 2024-04", APART, "2024-06-01"),
    ],
)
def test_what_is_kept_not_demanded_or_past_is_not_reported(
    tmp_path: Path, a: str, b: str, rule: str, as_of: str
) -> None:
    assert claimed(tmp_path, a, b, rule, as_of=as_of) == ""


@pytest.mark.parametrize(
    ("b", "rule", "severity"),
    [
        (DECIDED, "{kind: capacity, max: 1}", "error"),
        (DECIDED, "{kind: pin, site: a, wave: W2}", "error"),
        (DECIDED, "{kind: before, first: b, then: a}", "error"),
        # Who is not firm may move, or join them.
        (PLANNED, "{kind: capacity, max: 1}", "warning"),
        ("joined", "{kind: together, sites: [a, b]}", "warning"),
        ("joined", "{kind: before, first: b, then: a}", "warning"),
        (DECIDED, "{kind: capacity, min: 3, waves: W1}", "warning"),
        # Others may go earlier, or between them.
        (DECIDED, "{kind: hosts, sites: a, at_least: 1}", "warning"),
        ("decided, wave: W2", "{kind: spacing, max: 3m}", "warning"),
        ("decided, wave: W2", "{kind: spacing, min: 12m}", "error"),
    ],
)
def test_it_is_an_error_only_where_no_movable_site_can_fix_it(
    tmp_path: Path, b: str, rule: str, severity: str
) -> None:
    assert claimed(tmp_path, DECIDED, b, rule).startswith(f"{severity}[HP801] 9:5 «{rule}»: ")


def test_a_pool_that_firm_sites_overdraw_at_another_time_than_is_reported_is_an_error(
    tmp_path: Path,
) -> None:
    text = """
programme: {id: p, name: P, phases: [{id: run, from: 0d, to: 3w}]}
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11-09}]
municipalities:
  - {id: free, name: Free, claims: [{says: planned, wave: W1}]}
  - {id: firm, name: Firm, claims: [{says: decided, wave: W2}]}
rules:
  - {kind: pool, use: {run: 2}, max: 1}
"""
    got = found(CurrentPlan(), known(tmp_path, text))
    assert got.startswith("error[HP801]")
    assert "this puts Free in W1" in got
    assert "hpplan assign --reopen firm" in got
