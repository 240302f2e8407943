"""Plan files: what `hpplan assign --output` wrote, or placements that somebody wrote by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from hpplan.goals.base import Sense
from hpplan.periods import WRITE_A_PERIOD
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import GoalValue, Placement, Proof, plan_of
from hpplan.programme.programme import DataFile, Overrides, SituationData
from hpplan.reading.plan_file import read_plan
from hpplan.reading.stated_plan import PlanFile
from hpplan.text import Unit
from hpplan.views import plan_json
from tests.builders import plan, programme
from tests.patience import ENOUGH
from tests.thoroughness import examples

GIVEN = """
programme: {id: p, name: Plattformen}
municipalities:
  - {id: a, name: Aure, size: {inhabitants: 3}, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn, size: {inhabitants: 2}, claims: [{says: decided, wave: W1}]}
  - {id: o, name: Oppdal, claims: [{says: declined}]}
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, claims: [{go_live: 2024-autumn}, {called: KI2}]}]
goals: [{kind: participation}, {kind: stability}, {kind: earliest, measure: inhabitants}]
"""


def situation(tmp_path: Path, overrides: Overrides = Overrides()) -> SituationData:  # noqa: B008 - frozen
    return programme(tmp_path, GIVEN).on(date(2024, 1, 1), overrides)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    return path


def understood(path: Path) -> PlanFile:
    reading = read_plan(path)
    assert reading.findings == ()
    assert reading.plan is not None
    return reading.plan


def refused(path: Path) -> list[str]:
    """The findings as `code line:column-line:column message; hint; note at line:column`."""
    reading = read_plan(path)
    assert reading.plan is None
    return [_line(finding, path) for finding in reading.findings]


def _line(finding: Finding, path: Path) -> str:
    assert finding.severity is Severity.ERROR
    parts = [f"{finding.code} {_at(finding.place, path)} {finding.message}", finding.hint or "-"]
    parts += [f"{note.message} {_at(note.place, path)}" for note in finding.notes]
    return "; ".join(parts).replace(str(path), "FILE")


def _at(place: Place | None, path: Path) -> str:
    assert place is not None
    assert place.file == str(path)
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


# --- round trip ---------------------------------------------------------------------------------


@examples(40)
@given(waves=st.dictionaries(st.sampled_from("abo"), st.sampled_from(("W1", "W2"))))
def test_a_plan_that_was_written_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, waves: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    known = situation(folder)
    made = plan_of(known, waves, Proof.CURRENT, [3, 0, None])
    path = written(folder, plan_json.render(known, Solved(made, 0.0)))
    assert understood(path).plan(known) == made


def test_what_assign_wrote_keeps_its_day_options_goals_and_bounds(tmp_path: Path) -> None:
    asked = Overrides(pins=(("a", "W2"),), forbids=(("b", "W2"),), reopened=("b",))
    known = situation(tmp_path, asked)
    best = best_plan(known, ENOUGH)
    assert isinstance(best, Solved)
    file = understood(written(tmp_path, plan_json.render(known, best)))
    assert (file.programme, file.as_of, file.overrides) == ("p", date(2024, 1, 1), asked)
    assert file.waves == plan("b:W1 a:W2")
    # A file proves nothing.
    assert file.plan(known) == replace(best.plan, proof=Proof.CURRENT)


# --- by hand ------------------------------------------------------------------------------------


def test_a_list_of_placements_is_a_plan_that_says_nothing_else_of_itself(tmp_path: Path) -> None:
    path = written(tmp_path, '{"placements": [{"site": "b", "wave": "W1"}]}')
    assert understood(path) == PlanFile(waves={"b": "W1"}, at={"b": Place(str(path), 1, 39, 1, 43)})


def test_what_it_does_not_say_is_taken_from_the_situation(tmp_path: Path) -> None:
    known = situation(tmp_path)
    file = understood(written(tmp_path, "placements: [{site: b, wave: W1}]"))
    assert file.plan(known) == plan_of(known, plan("b:W1"), Proof.CURRENT)


def test_yaml_is_read_as_json_is(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """\
programme: p
as_of: 2024-01
placements:
  - site: a          # by the meeting of May
    wave: W2
  - {site: b, wave: W1, note: keys that inform people are passed over}
goals: [{kind: stability, value: 1, bound: 0}]
options: {pin: [a=W2], reopen: [b]}
made_from: [{file: data/who.yaml, sha256: abc}]
""",
    )
    file = understood(path)
    assert file.waves == {"a": "W2", "b": "W1"}
    assert file.at == {
        "a": Place(str(path), 5, 11, 5, 13),
        "b": Place(str(path), 6, 21, 6, 23),
    }
    assert (file.programme, file.as_of) == ("p", date(2024, 1, 31))
    assert file.overrides == Overrides(pins=(("a", "W2"),), reopened=("b",))
    assert file.made_from == (DataFile("data/who.yaml", "abc"),)
    assert file.plan(situation(tmp_path)).goals == (
        GoalValue(
            kind="stability",
            sentence="as few sites as possible leave their current wave",
            sense=Sense.MINIMISE,
            value=1,
            bound=0,
            proved=False,
            unit=Unit("site", "sites"),
            said="1 municipality leaves its wave",
        ),
    )


def test_placements_of_what_does_not_exist_are_kept_for_the_verifier_to_report(
    tmp_path: Path,
) -> None:
    text = "placements: [{site: b, wave: W1}, {site: nobody, wave: W1}]"
    known = situation(tmp_path)
    read = understood(written(tmp_path, text)).plan(known)
    assert read.waves == plan("b:W1 nobody:W1")
    assert read.placements[1:] == (
        Placement("nobody", "W1", "W1", None, False, None, "as the plan file says"),
    )


# --- what cannot be read ------------------------------------------------------------------------


NO_PLACEMENTS = (
    "HP103 1:1-1:1 expected a mapping with the key 'placements'; see hpplan assign --output"
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        # A wrong type.
        ("placements: 3", "HP103 1:13-1:14 expected a list, got '3'; -"),
        (
            "placements: null",
            "HP102 1:1-1:11 the key 'placements' has no value; write a value after the colon",
        ),
        (
            "placements: [a]",
            "HP103 1:14-1:15 expected a mapping: {site: …, …}, got 'a'; -",
        ),
        (
            "placements: [{site: [a], wave: W1}]",
            "HP103 1:21-1:24 expected text, got a list; -",
        ),
        (
            'placements: [{site: "", wave: W1}]',
            "HP103 1:21-1:23 expected a text that is not empty, got ''; -",
        ),
        (
            "placements: []\ngoals: [{kind: stability, value: x}]",
            "HP103 2:34-2:35 expected a whole number, got 'x'; -",
        ),
        # Something missing.
        (
            "as_of: 2024-01-01\ngoals: [{kind: x}]\nprogramme: {}",  # such as a data file
            (
                "HP102 1:1-3:14 the key 'placements' is missing: this is no plan; a plan is what "
                "hpplan assign --output writes, or a list of placements"
            ),
        ),
        (
            "placements: [{site: a}]",
            "HP102 1:14-1:23 the key 'wave' is missing; write 'wave: …' here",
        ),
        # A site twice, even in the same wave.
        (
            "placements: [{site: a, wave: W1}, {site: a, wave: W1}]",
            "HP202 1:42-1:43 'a' is placed twice; keep one; first here 1:21-1:22",
        ),
        (
            "placements: [{site: a, wave: W1}]\nunplaced: [{site: b}, {site: a}]",
            "HP202 2:30-2:31 'a' is placed, and also in 'unplaced'; keep one; first here 1:21-1:22",
        ),
        (
            "placements: []\nunplaced: [{site: b}, {site: b}]",
            "HP202 2:30-2:31 'b' is unplaced twice; keep one; first here 2:19-2:20",
        ),
        # Not a plan at all.
        (
            "",
            NO_PLACEMENTS,
        ),
        (
            "[]",
            NO_PLACEMENTS,
        ),
        # Not even YAML.
        (
            '{"placements": [',
            "HP006 1:17-1:17 expected a closing bracket or brace; close what is still open",
        ),
    ],
)
def test_what_is_wrong_with_a_plan_file_is_reported_once_with_its_place(
    tmp_path: Path, text: str, finding: str
) -> None:
    assert refused(written(tmp_path, text)) == [finding]


def test_all_that_is_wrong_is_reported_in_one_run_in_order(tmp_path: Path) -> None:
    text = "programme: []\nplacements: [{site: a}, {wave: W1}]\nas_of: [2024]"
    assert [line.split(";")[0] for line in refused(written(tmp_path, text))] == [
        "HP103 1:12-1:14 expected text, got a list",
        "HP102 2:14-2:23 the key 'wave' is missing",
        "HP102 2:25-2:35 the key 'site' is missing",
        f"HP105 3:8-3:14 expected a period: {WRITE_A_PERIOD}",
    ]


def test_a_file_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.json") == ["HP001 1:1-1:1 FILE does not exist; -"]


def test_a_file_that_is_no_text_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert refused(path) == ["HP002 1:1-1:1 FILE is UTF-16 or UTF-32; save it as UTF-8"]


@pytest.mark.parametrize("status", ["infeasible", "undecided"])
def test_the_answer_that_there_is_no_plan_is_not_taken_for_one(tmp_path: Path, status: str) -> None:
    text = f'{{"status": "{status}", "placements": [], "unplaced": []}}'
    at = f"1:12-1:{14 + len(status)}"
    got = f"this file contains no plan: its status is '{status}'; make one with hpplan assign"
    assert refused(written(tmp_path, text)) == [f"HP106 {at} {got}"]


# --- formats ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stated", ["", "format: 1\n", "format: 2\n"])
def test_every_format_so_far_is_read(tmp_path: Path, stated: str) -> None:
    path = written(tmp_path, f"{stated}placements: [{{site: a, wave: W1}}]")
    assert understood(path).waves == {"a": "W1"}


def test_a_later_format_is_refused_before_anything_else_is_read(tmp_path: Path) -> None:
    (finding,) = refused(written(tmp_path, "format: 3\nsites: {a: W1}"))
    assert finding == (
        "HP104 1:9-1:10 this plan file has format 3; this hpplan reads formats up to 2; "
        "update hpplan, or make the plan again with hpplan assign --output"
    )


def test_a_format_is_a_whole_number(tmp_path: Path) -> None:
    path = written(tmp_path, "format: new\nplacements: [{site: a, wave: W1}]")
    assert [finding.split()[0] for finding in refused(path)] == ["HP103"]
