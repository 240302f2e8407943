"""What holds of all checks: their codes, their texts, their order, and what they load."""

import subprocess
import sys
from pathlib import Path

import pytest

from hpplan import checks
from hpplan.checks.every import CHECKS
from hpplan.checks.run import FINDING_ERRORS, check, errors, inspect
from hpplan.diagnostics.finding import Severity, in_order
from tests.builders import known

NOT_CHECKS = {
    "__init__.py",
    "base.py",
    "chains.py",
    "every.py",
    "groups.py",
    "no_plan.py",
    "registry.py",
    "rooms.py",
    "run.py",
    "standing.py",
    "wording.py",
}


def test_checks_stand_in_the_order_of_their_codes() -> None:
    codes = [each.code.id for each in CHECKS]
    assert codes == sorted(set(codes))


def test_those_that_find_errors_are_known_without_the_others() -> None:
    erring = [type(each) for each in CHECKS if each.worst is Severity.ERROR]
    assert [type(each) for each in FINDING_ERRORS] == erring


def test_each_file_is_a_check_and_each_check_is_listed() -> None:
    folder = Path(checks.__file__).parent
    modules = {path.stem for path in folder.rglob("*.py") if path.name not in NOT_CHECKS}
    listed = {type(each).__module__.rpartition(".")[2] for each in CHECKS}
    assert listed == modules


def test_a_check_s_file_begins_with_its_code() -> None:
    for each in CHECKS:
        module = sys.modules[type(each).__module__]
        assert (module.__doc__ or "").startswith(f"{each.code.id}: ")


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


def test_an_error_of_what_decided_is_found_by_a_check_that_mostly_warns(tmp_path: Path) -> None:
    situation = known(tmp_path, MANY)
    every = [found for found in inspect(situation) if found.severity is Severity.ERROR]
    assert errors(situation) == every
    assert [found.code for found in every] == ["HP401", "HP801"]


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


@pytest.mark.slow
@pytest.mark.parametrize(("closed", "loads"), [(False, False), (True, True)])
def test_networkx_is_loaded_only_to_report_a_cycle(
    tmp_path: Path, closed: bool, loads: bool
) -> None:
    back = "  - {kind: before, first: b, then: a}\n" if closed else ""
    (tmp_path / "programme.yaml").write_text(CALM + back, encoding="utf-8")
    act = (
        "import sys\n"
        "from pathlib import Path\n"
        "from hpplan.checks.run import inspect\n"
        "from hpplan.reading import read\n"
        f"inspect(read(Path({str(tmp_path)!r})).programme.on())\n"
        "print('networkx' in sys.modules, 'ortools' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", act], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(loads), "False"]
