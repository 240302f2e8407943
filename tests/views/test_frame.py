"""Plans and timelines as data frames: the rows and columns of the CSV file."""

import subprocess
import sys

import pytest

import hpplan
from hpplan.views import plan_csv


@pytest.fixture
def now() -> hpplan.Situation:
    phase = {"id": "train", "name": "Training", "from": "-2m", "to": "0d"}
    builder = hpplan.Builder("p", as_of="2024-01-01", phases=[phase])
    builder.wave("W1", "9999-05-04")
    builder.wave("W2")
    builder.municipality("a", name="=A", claims=[{"says": "decided", "wave": "W1"}])
    builder.municipality("b", claims=[{"says": "planned", "wave": "W2"}])
    return builder.build().at()


def test_a_plan_is_a_row_for_each_site(now: hpplan.Situation) -> None:
    frame = now.current_plan().to_frame()
    assert tuple(frame.columns) == plan_csv.TITLES
    assert [str(kind) for kind in frame.dtypes[["from", "to", "firm"]]] == [
        "datetime64[s]",
        "datetime64[s]",
        "boolean",
    ]
    first, second = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert (first["name"], str(first["from"])[:10], first["firm"]) == ("=A", "9999-05-04", True)
    assert (second["wave"], second["go_live"], second["from"]) == ("W2", None, None)


def test_the_wave_that_a_site_leaves_is_no_day(now: hpplan.Situation) -> None:
    frame = now.plan({"a": "W1", "b": "W1"}).to_frame()
    assert frame["moved_from"].tolist() == [None, "W2"]


def test_a_timeline_has_columns_for_its_phases(now: hpplan.Situation) -> None:
    frame = now.timeline().to_frame()
    kinds = frame.dtypes[["train_from", "train_to", "train_approximate"]]
    assert list(map(str, kinds)) == ["datetime64[s]", "datetime64[s]", "boolean"]
    assert str(frame["train_from"][0])[:10] == "9999-03-04"
    assert frame["train_from"].isna().tolist() == [False, True]


@pytest.mark.slow
def test_without_pandas_the_fault_says_so() -> None:
    code = """
import sys
sys.modules["pandas"] = None
import hpplan
try:
    hpplan.Builder("p").build().at("2024-01-01").timeline().to_frame()
except ModuleNotFoundError as missing:
    print(missing)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "to_frame() needs pandas, which is not installed: pip install pandas\n"
