"""What holds of all checks: their codes, their texts, their order, and what they load."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hpplan import checks
from hpplan.checks import CHECKS, check
from hpplan.checks.base import Check
from hpplan.findings import in_order
from tests.builders import known

EACH = pytest.mark.parametrize("each", CHECKS, ids=[each.code for each in CHECKS])
NOT_CHECKS = {"__init__.py", "base.py", "wording.py"}
GROUPS = {
    "2": {"empty-selector"},
    "3": {"no-wave", "undated-waves", "wave-dates-disagree", "go-live-weekday"},
    "4": {"cycle"},
    "6": {
        "claims-disagree",
        "wave-does-not-exist",
        "overdue",
        "live-in-dropped-wave",
        "reported-figure",
    },
    "7": {"claim-without-source", "claim-without-date"},
    "8": {"current-plan-breaks-rule", "rule-depends-on-days"},
}
"""Names by the hundred of their codes: 2 references, 3 dates and calendars, 4 dependencies,
6 claims and decisions, 7 provenance, 8 plans.
"""


def test_codes_and_names_are_unique_and_stand_in_the_order_of_codes() -> None:
    codes = [each.code for each in CHECKS]
    assert codes == sorted(set(codes))
    assert len({each.name for each in CHECKS}) == len(CHECKS)


def test_each_code_lies_in_the_group_of_what_it_is_about() -> None:
    grouped: dict[str, set[str]] = {}
    for each in CHECKS:
        grouped.setdefault(each.code[2], set()).add(each.name)
    assert grouped == GROUPS


def test_each_file_is_a_check_and_each_check_is_listed() -> None:
    folder = Path(checks.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if path.name not in NOT_CHECKS}
    assert {type(each).__module__.rpartition(".")[2] for each in CHECKS} == modules


@EACH
def test_a_check_says_what_it_means_why_it_matters_and_what_to_do(each: Check) -> None:
    assert re.fullmatch(r"HP[2-8]\d\d", each.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.name)
    for text in (each.meaning, each.why, each.fix):
        assert re.fullmatch(r"[A-Z].+[^.]\.", text, re.DOTALL), text
    module = sys.modules[type(each).__module__]
    assert (module.__doc__ or "").startswith(f"{each.code}: ")


MANY = """\
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2025-01-11}]
municipalities:
  - {id: b, name: Bjugn, claims: [{says: planned, wave: W1}, {says: planned, wave: W2}]}
  - {id: a, name: Aure, claims: [{says: decided, wave: W1}]}
rules:
  - {kind: before, first: a, then: b}
  - {kind: before, first: b, then: a}
  - {kind: forbid, sites: a, waves: W1}
"""


def test_findings_of_all_checks_come_by_place_and_only_once(tmp_path: Path) -> None:
    findings = check(known(tmp_path, MANY))
    assert findings == in_order(findings)
    assert [(found.code, found.place and found.place.line) for found in findings] == [
        ("HP601", 3),
        ("HP701", 3),
        ("HP701", 3),
        ("HP701", 4),
        ("HP401", 6),
        ("HP801", 7),
        ("HP801", 8),
    ]


CALM = """\
sources: [{id: letter, kind: document, published: 2023}]
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2025-01-11}]
municipalities:
  - {id: a, name: Aure, claims: [{says: decided, wave: W1, source: letter}]}
  - {id: b, name: Bjugn, claims: [{says: planned, wave: W2, source: letter}]}
rules:
  - {kind: before, first: a, then: b}
  - {kind: together, sites: [a]}
"""


def test_a_programme_without_fault_has_no_findings(tmp_path: Path) -> None:
    assert check(known(tmp_path, CALM)) == []


@pytest.mark.parametrize(("closed", "loads"), [(False, False), (True, True)])
def test_networkx_is_loaded_only_to_tell_of_a_circle(
    tmp_path: Path, closed: bool, loads: bool
) -> None:
    back = "  - {kind: before, first: b, then: a}\n" if closed else ""
    (tmp_path / "programme.yaml").write_text(CALM + back, encoding="utf-8")
    act = (
        "import sys\n"
        "from hpplan.api import check, load\n"
        f"check(load({str(tmp_path)!r}).programme)\n"
        "print('networkx' in sys.modules, 'ortools' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", act], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(loads), "False"]
