"""Which folder a command takes: the one that is named, `data`, the current one, or ours."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.programmes import CALM
from tests.cli.running import DATA, run

OURS = f"planning the bundled Helseplattformen data ({DATA}); name your own with --data DIR\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def hold(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def test_an_answer_among_the_data_is_one_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a shell leaves it there: `hpplan assign --format yaml > data/plan.yaml`."""
    monkeypatch.chdir(tmp_path)
    hold({"data/who.yaml": "municipalities: [{id: a}]\nwaves: [{id: W1}]\n"})
    hold({"data/plan.yaml": run("assign", "--format", "yaml").stdout})
    ran = run("check", "--format", "concise")
    assert ran.exit_code == 1
    assert ran.stdout == (
        "data/plan.yaml:6:3: error: this is an answer of hpplan, with 'placements', and not data "
        "[HP101]\n1 error\n"
    )


@pytest.mark.parametrize(
    ("files", "code", "answer"),
    [
        ({"data/a.yaml": "site: []\n"}, "HP101", "help: did you mean 'sites'?"),
        ({"data/a.yaml": "rows: [1, 2]\n"}, "HP101", "unknown section 'rows'"),
        ({"data/a.yaml": ""}, "HP012", "the folder 'data' contains no programme"),
        ({"data/one/a.yaml": CALM}, "HP012", "use --data data/one"),
        ({"data/a.csv": ""}, "HP012", "note: it contains a.csv"),
        ({"data/b.yml": "rows: 1\n"}, "HP012", "note: data/b.yml is not read"),
        ({"data/a.csv": "", "here.yaml": CALM}, "HP012", "note: it contains a.csv"),
        ({"data": "a file\n"}, "HP012", "'data' is not a folder"),
    ],
)
def test_data_that_holds_no_programme_is_an_error_that_says_what_is_there(
    files: dict[str, str], code: str, answer: str
) -> None:
    hold(files)
    ran = run("timeline")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"error[{code}]: ")
    assert answer in ran.stderr


def test_a_link_to_data_that_is_gone_is_an_error() -> None:
    Path("data").symlink_to("gone")
    ran = run("timeline")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "'data' is a link to a folder that does not exist" in ran.stderr


@pytest.mark.parametrize("name", ["data/plan.yml", "data/plan.yaml", "plan.yml", "who.yaml"])
def test_the_programme_that_is_here_is_planned(name: str) -> None:
    hold({name: CALM})
    ran = run()
    assert (ran.stdout.splitlines()[0], ran.stderr) == ("Calm on 1 January 2024", "")


def test_data_is_taken_also_where_a_programme_lies_beside_it() -> None:
    hold({"data/a.yaml": CALM, "b.yaml": CALM.replace("Calm", "Other")})
    assert run().stdout.startswith("Calm on ")


def test_a_section_that_is_misspelt_here_is_reported_and_nothing_else_planned() -> None:
    hold({"plan.yaml": "site: []\n"})
    ran = run("timeline")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "did you mean 'sites'?" in ran.stderr


def test_without_a_programme_ours_is_planned_and_what_is_passed_over_is_named() -> None:
    hold({"compose.yml": "services: {}\n", "notes.yaml": "", "mine/a.yaml": CALM, "src/x.py": ""})
    ran = run()
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Helseplattformen on 4 July 2023\n")
    assert ran.stderr == f"{OURS}passed over in this folder: compose.yml; notes.yaml; mine/\n"


def test_a_plan_of_ours_that_lies_here_is_no_programme() -> None:
    hold({"mine/a.yaml": CALM})
    assert run("assign", "mine", "--output", "plan.yaml").exit_code == 0
    ran = run()
    assert ran.stderr == f"{OURS}passed over in this folder: mine/\n"


COMMANDS = [
    ["check"],
    ["assign"],
    ["timeline"],
    ["recommend", "ask"],
    ["diff", "2023", "2024"],
    ["verify", "plan.json"],
    ["lock", "--dry-run"],
    ["explain", "ask"],
    ["whatif", "ask=W1"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_folder_may_be_named_without_an_option(words: list[str]) -> None:
    hold({"mine/a.yaml": CALM})
    run("assign", "mine", "--output", "plan.json")
    assert run(*words, "mine/") == run(*words, "--data", "mine/")
    assert "bundled" not in run(*words, "mine/").stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_folder_that_is_not_there_is_wrong_usage(words: list[str]) -> None:
    hold({"plan.json": "{}"})
    ran = run(*words, "--data", "nowhere", "--format", "json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "there is no folder 'nowhere'" in ran.stderr


def test_a_file_instead_of_a_folder_is_reported_which_folder() -> None:
    hold({"mine/a.yaml": CALM})
    ran = run("check", "mine/a.yaml")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "'mine/a.yaml' is not a folder; name the folder that it is in: mine" in ran.stderr


def test_our_data_is_not_written_whatever_way_leads_to_it() -> None:
    Path("link").symlink_to(DATA, target_is_directory=True)
    for way in (DATA, "link", f"{DATA}/../{DATA.name}"):
        ran = run("check", way, "--fix")
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert "this data comes with hpplan" in ran.stderr
