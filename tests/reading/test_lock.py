"""`hpplan.lock`: a line a site, which any id survives, and which git can merge."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import composed
from hpplan.periods import Period
from hpplan.programme.plan import ChosenDay, Placement, PlanData, PlanDays, Proof, Unplaced
from hpplan.programme.programme import Overrides
from hpplan.reading.lock import read_lock, states_days
from hpplan.writing.plan_lock import lock_text
from tests.thoroughness import examples


def planned(waves: dict[str, str | None], days: dict[str, date]) -> PlanData:
    """A plan of which only that is known which a lock says."""
    placed = [Placement(s, w, w, None, False, None, "") for s, w in waves.items() if w is not None]
    chosen = [ChosenDay(w, day, Period.day(day), None, "") for w, day in days.items()]
    return PlanData(
        programme="p",
        as_of=date(2024, 1, 1),
        proof=Proof.CURRENT,
        placements=tuple(placed),
        unplaced=tuple(Unplaced(site, "") for site, wave in waves.items() if wave is None),
        goals=(),
        overrides=Overrides(),
        made_from=(),
        dates=PlanDays(Proof.CURRENT, tuple(chosen), ()) if days else None,
    )


def written(folder: Path, text: str) -> Path:
    path = folder / "hpplan.lock"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_has_the_days_that_were_chosen_then_a_line_for_each_site() -> None:
    plan = planned(
        {"heim": "KI2", "agdenes": None, "molde": "KI1"},
        {"KI2": date(2024, 9, 7), "KI1": date(2024, 4, 27)},
    )
    assert lock_text(plan) == (
        "KI1: 2024-04-27\nKI2: 2024-09-07\n\nagdenes: null\nheim: KI2\nmolde: KI1\n"
    )


def test_without_days_it_begins_with_the_sites_and_says_no_more() -> None:
    plan = planned({"heim": "KI2", "agdenes": None}, {})
    assert lock_text(plan) == "agdenes: null\nheim: KI2\n"


def test_the_as_of_date_stands_in_it_if_it_is_given() -> None:
    plan = planned({"heim": "KI2"}, {})
    assert lock_text(plan, date(2023, 7, 4)) == "as_of: 2023-07-04\n\nheim: KI2\n"


def test_an_id_that_could_be_something_else_says_what_it_is() -> None:
    plan = planned(
        {"A": "2024-11-09", "as_of": "A", "site:b": None, "0301": "no", "æ ø": "1"},
        {"A": date(2024, 9, 7)},
    )
    assert lock_text(plan) == (
        '"wave:A": 2024-09-07\n\n'
        '"0301": "no"\n'
        '"site:A": "2024-11-09"\n'
        '"site:as_of": A\n'
        '"site:site:b": null\n'
        'æ ø: "1"\n'
    )


ODD = st.sampled_from(
    ["null", "no", "0301", "1e3", "as_of", "wave:W1", "site:", "a: b", "# c", "-", "2024-11-09"]
)
IDS = st.one_of(
    ODD, st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1)
)


@examples(40)
@given(
    waves=st.dictionaries(IDS, st.one_of(st.none(), IDS), max_size=5),
    days=st.dictionaries(IDS, st.dates(), max_size=2),
)
def test_what_was_locked_is_read_back_whatever_the_ids(
    tmp_path_factory: pytest.TempPathFactory,
    waves: dict[str, str | None],
    days: dict[str, date],
) -> None:
    text = lock_text(planned(waves, days), date(2024, 1, 1))
    reading = read_lock(written(tmp_path_factory.mktemp("lock"), text))
    assert reading.findings == ()
    assert reading.plan is not None
    placed = {composed(s): composed(w) for s, w in waves.items() if w is not None}
    assert reading.plan.waves == placed
    assert set(reading.plan.unplaced_at) == {composed(s) for s, w in waves.items() if w is None}
    assert set(reading.plan.dated_at) == set(map(composed, days))
    assert reading.plan.as_of == date(2024, 1, 1)
    assert states_days(text.encode()) == bool(days)


def test_other_readers_of_yaml_read_the_same_sites() -> None:
    plan = planned({"no": "yes", "0301": "1:30", "heim": "KI2", "molde": None}, {})
    assert yaml.safe_load(lock_text(plan)) == {
        "no": "yes",
        "0301": "1:30",
        "heim": "KI2",
        "molde": None,
    }


def test_a_line_is_a_place(tmp_path: Path) -> None:
    path = written(tmp_path, "KI2: 2024-09-07\n\nheim: KI2\nmolde: null\n")
    plan = read_lock(path).plan
    assert plan is not None
    assert plan.at == {"heim": Place(str(path), 3, 1, 3, 10)}
    assert plan.unplaced_at == {"molde": Place(str(path), 4, 1, 4, 12)}
    assert plan.dated_at == {"KI2": Place(str(path), 1, 1, 1, 16)}
    assert (plan.days, plan.overrides) == ({"KI2": date(2024, 9, 7)}, Overrides(dates=True))


MERGED = "FILE is broken by a merge: git left both sides of a conflict in it"
SIDES = "ask: W1\n<<<<<<< HEAD\nbo: W1\n=======\nbo: W2\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (SIDES, f"HP006 2:1 {MERGED}"),
        (SIDES.replace("\n", "\r\n"), f"HP006 2:1 {MERGED}"),
        ("ask: [W1]", "HP103 1:6 expected a wave, a day or null for 'ask'"),
        ("ask: true", "HP103 1:6 expected a wave, a day or null for 'ask'"),
        ("- ask", "HP103 1:1 expected lines such as 'heim: KI2'"),
        ("KI2: 2024-02-30", "HP105 1:6 expected a day such as 2024-11-09, got '2024-02-30'"),
        ("wave:KI2: May", "HP105 1:11 expected a day such as 2024-11-09, got 'May'"),
        ("as_of: 2024", "HP105 1:8 expected a day such as 2024-11-09, got '2024'"),
    ],
)
def test_what_is_wrong_with_a_lock_is_one_finding_with_its_place(
    tmp_path: Path, text: str, finding: str
) -> None:
    path = written(tmp_path, text)
    reading = read_lock(path)
    assert reading.plan is None
    (found,) = reading.findings
    assert found.place is not None
    shown = f"{found.code} {found.place.line}:{found.place.column} {found.message}"
    assert shown.replace(str(path), "FILE") == finding
    assert (found.hint or "").startswith("run hpplan lock")


def test_a_site_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    reading = read_lock(written(tmp_path, "ask: W1\nbo: W1\nask: W2\n"))
    assert reading.plan is None
    assert [(found.code, found.place and found.place.line) for found in reading.findings] == [
        ("HP007", 3)
    ]


def test_an_empty_lock_is_that_of_no_site(tmp_path: Path) -> None:
    plan = read_lock(written(tmp_path, "")).plan
    assert plan is not None
    assert replace(plan, at={}).waves == {}
