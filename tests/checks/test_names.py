"""HP204 to HP207: names that look alike, rules without time, regions and sources without use."""

from pathlib import Path

from tests.builders import known
from tests.findings import reported

WAVES = "waves: [{id: W1}]\n"


def test_ids_of_one_kind_that_differ_by_a_look_alike_letter_are_reported(tmp_path: Path) -> None:
    data = WAVES + (
        "municipalities: [{id: heim, name: Heim}]\nsites: [{id: hеim, kind: office, name: Heim}]\n"
    )
    assert reported(known(tmp_path, data), "HP204") == [
        "warning 3:14: 'hеim' looks like 'heim', which is another id",
        "  hint: give one of them an id that is clearly different",
        "  note 2:23: here: 'heim'",
    ]


def test_ids_of_two_kinds_may_look_alike(tmp_path: Path) -> None:
    data = WAVES + "regions: [{id: fosen, name: Fosen}]\nmunicipalities: [{id: Fosen, name: F}]\n"
    assert reported(known(tmp_path, data), "HP204") == []


RULE = WAVES + (
    "municipalities: [{id: ask, name: Ask}]\n"
    "rules: [{kind: forbid, sites: ask, waves: W1, in_force: {from: FROM, until: 2023-05-10}}]\n"
)


def test_a_rule_for_one_day_is_in_force(tmp_path: Path) -> None:
    assert reported(known(tmp_path, RULE.replace("FROM", "2023-05-10")), "HP205") == []
    assert reported(known(tmp_path, RULE.replace("FROM", "2023-05-11")), "HP205") == [
        "warning 3:57: rule 'forbid' ends (2023-05-10) before it begins (2023-05-11)",
        "  hint: correct 'from' or 'until', or delete the rule",
    ]


def test_a_gate_whose_time_ends_before_it_begins_never_stands(tmp_path: Path) -> None:
    data = "programme: {id: p, gates: [{id: g, at: -90d, in_force: {from: 2024, until: 2023}}]}\n"
    assert reported(known(tmp_path, data + WAVES), "HP205") == [
        "warning 1:56: gate 'g' ends (2023) before it begins (2024)",
        "  hint: correct 'from' or 'until', or delete the gate",
    ]


def test_a_right_whose_time_ends_before_it_begins_never_stands(tmp_path: Path) -> None:
    right = "rights: [{change: wave, decides: board, in_force: {from: 2024, until: 2023}}]\n"
    assert reported(known(tmp_path, WAVES + "bodies: [{id: board}]\n" + right), "HP205") == [
        "warning 3:51: right 'wave by board' ends (2023) before it begins (2024)",
        "  hint: correct 'from' or 'until', or delete the right",
    ]


def test_a_region_whose_members_have_left_is_not_empty(tmp_path: Path) -> None:
    data = WAVES + (
        "regions: [{id: coast, name: The coast}]\n"
        "municipalities:\n"
        "  - {id: ask, name: Ask, earlier: [{until: 2020, regions: [coast]}]}\n"
    )
    assert reported(known(tmp_path, data), "HP206") == []


USES = """\
sources:
  - {id: one, kind: document, published: 2020}
  - {id: two, kind: document, published: 2020}
  - {id: three, kind: register}
  - {id: four, kind: assumption}
  - {id: five, kind: document, published: 2020, note: as in six}
  - {id: six, kind: document, published: 2020}
  - {id: seven, kind: document, published: 2020}
from: {county: three}
programme: {id: p, name: P, phases: [{id: main, from: -1m, to: 0d, source: five}]}
waves: [{id: W1, claims: [{go_live: 2024, source: one}]}]
municipalities: [{id: ask, name: Ask, claims: [{says: option, source: two}]}]
goals: [{kind: participation, source: four}]
"""


def test_a_source_is_used_by_whatever_names_it_a_note_included(tmp_path: Path) -> None:
    assert reported(known(tmp_path, USES), "HP207") == [
        "info 8:10: unused source 'seven'",
        "  hint: enter its content, refer to it in a 'note', or delete it",
    ]
