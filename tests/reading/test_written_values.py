"""What is written for a rule is read as that rule again."""

import json
from pathlib import Path

import pytest

from hpplan.programme.programme import ProgrammeData
from hpplan.reading.rule_text import read_rule
from hpplan.reading.vocabulary import vocabulary
from hpplan.reading.written_values import written
from hpplan.rules import BY_KIND, Rule
from tests.builders import programme


def again(rule: Rule, of: ProgrammeData) -> object:
    text = json.dumps(written(rule), ensure_ascii=False)
    return read_rule(text, vocabulary(of))


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_a_rule_of_each_kind_is_written_as_it_is_read(tmp_path: Path, kind: str) -> None:
    known = programme(tmp_path, BY_KIND[kind].example)

    assert [written(again(rule, known)) for rule in known.rules] == [
        written(rule) for rule in known.rules
    ]


EVERY_KEY = """\
programme: {id: p, name: P, as_of: 2024-01-01, seasons: {spring: [1, 6]}}
sources: [{id: letter, published: 2023-06-01}]
regions: [{id: coast}]
trusts: [{id: north}]
sites: [{id: a, kind: gp-office, trust: north, size: {staff: 3}}, {id: "2", kind: gp-office}]
waves: [{id: W1, go_live: 2024-03-02}, {id: "1:30", go_live: 2024-spring}]
rules:
  - {kind: capacity, id: cap, measure: staff, waves: ["1:30"], max: 8, hard: false, source: letter,
     because: "as agreed: yes", sites: {kind: gp-office, trust: [north], not: a, status: planned},
     in_force: {from: 2024-spring, until: 2025-W07}}
  - {kind: before, first: a, then: [a, "2"], gap: {waves: 0, months: 6, at_most: {days: 400}}}
  - {kind: notice, sites: all, months: 12, from: 2024-01-01}
  - {kind: window, sites: a, not_before: 2024-Q1, not_after: 2024-05..2024-06}
  - {kind: spacing, min: {weeks: 2}, max: 12m}
"""


def test_every_form_of_a_value_is_written_as_it_is_read(tmp_path: Path) -> None:
    known = programme(tmp_path, EVERY_KEY)

    read = [again(rule, known) for rule in known.rules]

    assert [rule.model_dump() for rule in read if isinstance(rule, Rule)] == [
        rule.model_dump() for rule in known.rules
    ]
