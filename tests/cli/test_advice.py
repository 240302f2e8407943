"""`hpplan explain` and `recommend`, the alternatives of `assign`: what is asked, how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.programmes import CALM, write
from tests.cli.running import DATA, Ran, run, run_process
from tests.patience import PATIENCE


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capped = CALM.replace("waves:\n", "rules: [{id: cap, kind: capacity, max: 3}]\nwaves:\n")
    write(tmp_path, capped)
    monkeypatch.chdir(tmp_path)


ASKED = {
    "dal": "Dal goes live with W1 on 9 November 2024",
    "site dal": "Dal goes live with W1 on 9 November 2024",
    "dal --why-not W2": "Why is Dal not in W2 (called Second), 26 April 2025?",
    "north --why-not-earlier": "Why is North Trust, in W2 (called Second),",
    "wave W1": "W1, 9 November 2024, holds 3 sites",
    "rule cap": "The rule cap",
    "capacity": "Which capacities bind?",
    "assumptions": "Which assumptions does the plan rest on?",
}


@pytest.mark.parametrize("asked", ASKED)
def test_each_question_has_its_answer_in_every_format(asked: str) -> None:
    text = run("explain", *asked.split())
    assert (text.exit_code, text.stderr) == (0, "")
    assert text.stdout.startswith(ASKED[asked])
    marked = run("explain", *asked.split(), "--format", "markdown")
    assert (marked.exit_code, marked.stdout[:2]) == (0, "# ")
    answer = json.loads(run("explain", *asked.split(), "--format", "json").stdout)
    assert (answer["programme"], answer["base"]["status"]) == ("calm", "optimal")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("dall", "Invalid value for WHAT: there is no site 'dall'; did you mean 'dal'?"),
        ("wave W9", "Invalid value for WHAT: there is no wave 'W9'"),
        ("rule capp", "Invalid value for WHAT: there is no rule 'capp'; did you mean 'cap'?"),
        ("wave", "Invalid value for WHAT: which wave? Write 'wave WAVE'"),
        ("dal bo", "Invalid value for WHAT: ask about one thing"),
        ("wave W1 --why-not W2", "Invalid value for --why-not: applies to a site only"),
        ("dal --why-not W9", "Invalid value for --why-not: there is no wave 'W9'"),
        ("dal --why-not W1 --why-not-earlier", "--why-not: is one question, --why-not-earlier"),
    ],
)
def test_a_question_that_means_nothing_is_wrong_usage(asked: str, sentence: str) -> None:
    ran = run("explain", *asked.split())
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr


def test_without_a_plan_the_answer_is_given_and_the_exit_says_so() -> None:
    broken = Path("data/programme.yaml")
    broken.write_text(broken.read_text(encoding="utf-8").replace("max: 3", "max: 0"), "utf-8")
    ran = run("explain", "capacity")
    assert ran.exit_code == 3
    assert "As things stand there is no plan" in ran.stdout
    assert run("recommend", "dal").exit_code == 3


def test_only_moves_are_named_that_lead_somewhere() -> None:
    move = "hpplan whatif dal=W2  what that move would change\n"
    assert run("explain", "dal").stdout.endswith(move)
    broken = Path("data/programme.yaml")
    broken.write_text(broken.read_text(encoding="utf-8").replace("max: 3", "max: 0"), "utf-8")
    ran = run("explain", "dal")
    assert "As things stand there is no plan" in ran.stdout
    assert ran.stdout.endswith("hpplan recommend dal  every wave side by side, the best first\n")


def test_moves_to_look_at_are_of_the_same_data_and_day() -> None:
    capped = CALM.replace("id: dal\n", 'id: "nordre dal"\n')
    Path("data").rename("ours")
    Path("ours/programme.yaml").write_text(capped, "utf-8")
    asked = ("nordre dal", "--data", "ours", "--as-of", "2023")
    assert shown_next(run("explain", *asked)) == [
        "hpplan recommend 'nordre dal' --data ours --as-of 2023",
        "hpplan whatif '\"nordre dal\"=W2' --data ours --as-of 2023",
    ]
    assert shown_next(run("recommend", *asked)) == [
        "hpplan whatif '\"nordre dal\"=W2' --data ours --as-of 2023",
        "hpplan explain 'nordre dal' --data ours --as-of 2023",
    ]


def shown_next(ran: Ran) -> list[str]:
    """The commands at the end of an answer."""
    lines = ran.stdout.splitlines()
    return [line.split("  ")[0] for line in lines if line.startswith("hpplan ")]


def test_what_the_time_was_too_short_for_is_not_said_to_be_proved() -> None:
    ran = run("recommend", "dal", "--time-limit", "0.000001")
    assert ran.exit_code in (0, 4)  # the plan as things stand may be found at once
    assert "undecided: the time ended" in ran.stdout


def test_recommend_orders_the_waves_for_a_site_as_if_it_had_not_decided() -> None:
    ran = run("recommend", "bo")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[2:4] == ["Supposed:", "  Bø may leave W1"]
    assert ran.stdout.splitlines()[-1] == "hpplan explain bo    why it is where it is"


def test_no_wave_is_recommended_to_who_is_live() -> None:
    ran = run("recommend", "ask")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Invalid value for SITE: Ask is live in W0, which cannot be undone" in ran.stderr


WHO_HAS_NOT_DECIDED = """\
Which wave for whom?                                           on 1 January 2024

Site         Wave    Otherwise
North Trust  Second  W1: about 6 months earlier; Eid leaves W1 for Second (cap)
Dal          W1      Second: about 6 months later; nobody else moves
Eid          W1      Second: about 6 months later; nobody else moves

All of this is proved.
"""


def test_recommend_all_has_a_row_for_everybody_who_has_not_decided() -> None:
    ran = run("recommend", "--all")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, WHO_HAS_NOT_DECIDED, "")
    asked = json.loads(run("recommend", "--all", "--format", "json").stdout)
    dal = json.loads(run("recommend", "dal", "--format", "json").stdout)
    assert asked["base"] == dal["base"]
    assert [each["site"] for each in asked["sites"]] == ["north", "dal", "eid"]
    assert asked["sites"][1] == {key: dal[key] for key in ("site", "name", "status", "choices")}


@pytest.mark.slow
def test_recommend_all_is_the_same_for_any_number_of_processes() -> None:
    asked = ["recommend", "--all", "--full", "--format", "markdown"]
    one, two = run(*asked, "--jobs", "1"), run(*asked, "--jobs", "2")
    assert (one.exit_code, two) == (0, one)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["dal", "--jobs", "2"], "Invalid value for --jobs: it applies to --all only"),
        ([], "Invalid value for SITE: name a site, or ask for everybody with --all"),
        (["dal", "--all"], "Invalid value for SITE: name a site, or ask for everybody with --all"),
    ],
)
def test_recommend_is_about_a_site_or_about_all(asked: list[str], sentence: str) -> None:
    ran = run("recommend", *asked)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr
    assert run("recommend", "--all", "./data").exit_code == 0


def test_alternatives_follow_the_best_plan_and_are_numbered_after_it() -> None:
    ran = run("assign", "--alternatives", "2", "--differ-by", "1")
    alone = run("assign").stdout
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(alone)
    assert ran.stdout.removeprefix(alone).splitlines()[1:6] == [
        "Alternatives: the best that differ from those before by 1 site or more:",
        "Plan  Against plan 1                                              Moves  Status",
        "   1  the best plan                                                      optimal",
        "   2  inhabitants wait 11 days longer on average (21,000              1  optimal",
        "      inhabitant-days)",
    ]


def test_alternatives_as_json_are_part_of_a_plan_that_verifies() -> None:
    ran = run("assign", "--alternatives", "3", "--differ-by", "1", "--output", "plan.json")
    assert ran.exit_code == 0
    document = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    assert [len(plan["placements"]) for plan in document["alternatives"]["plans"]] == [5, 5]
    assert run("verify", "plan.json").exit_code == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--format", "csv"], "--alternatives: a CSV table holds one plan; use --format json"),
        (
            ["--apply-repair", "1A", "--dry-run"],
            "--alternatives: cannot be combined with --apply-repair",
        ),
    ],
)
def test_alternatives_do_not_go_with_what_holds_one_plan(options: list[str], sentence: str) -> None:
    ran = run("assign", "--alternatives", "2", *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr


def test_how_far_alternatives_differ_is_only_asked_with_them() -> None:
    ran = run("assign", "--differ-by", "2")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Invalid value for --differ-by: it applies to --alternatives only" in ran.stderr


def test_alternatives_of_an_impossible_programme_are_its_conflicts() -> None:
    ran = run("assign", "--alternatives", "2", "--pin", "bo=W2")
    assert ran.exit_code == 3
    assert "No plan exists" in ran.stdout


@pytest.mark.slow
def test_equal_questions_have_equal_answers() -> None:
    """In two processes, in which sets have other orders."""
    asked = ("explain", "froya", "--data", DATA, "--time-limit", f"{PATIENCE:g}")
    one, other = run_process(*asked), run_process(*asked)
    assert (one.exit_code, one) == (0, other)


def test_where_there_is_one_wave_there_is_no_other(tmp_path: Path) -> None:
    text = "programme: {id: p, as_of: 2024-01-01}\nmunicipalities: [{id: a}]\nwaves: [{id: W1}]\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    shown = run("explain", "a", "--data", str(tmp_path)).stdout
    assert ("There is no other wave." in shown, "slack" in shown.lower()) == (True, False)


def test_many_that_wait_by_one_rule_are_one_line_unless_in_full(tmp_path: Path) -> None:
    sites = ", ".join(f"{{id: s{n:02}}}" for n in range(12))
    text = (
        f"programme: {{id: p, as_of: 2024-01-01}}\nmunicipalities: [{sites}]\n"
        "waves: [{id: W1}, {id: W2}]\n"
        "rules: [{id: pilot, kind: before, first: s00, then: all},"
        " {id: pair, kind: before, first: s00, then: s01, gap: {waves: 0}}]\n"
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    asked = ("explain", "s00", "--data", str(tmp_path))
    few, full = (
        run(*asked, *more).stdout.partition("Waited for by:\n")[2] for more in ((), ("--full",))
    )
    assert [line.partition(" (")[0] for line in few.splitlines() if ": " in line] == [
        "  s01, s02, s03 and 8 more: at least 1 wave later",
        "  s01: in the same wave or later",
    ]
    assert sum("at least 1 wave later (pilot)" in line for line in full.splitlines()) == 11


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{id: pair, kind: together, sites: [a, b], hard: false}", "It costs nothing"),
        ("{id: pair, kind: apart, sites: [a, b], hard: false}", "Without it: A plan exists"),
    ],
)
def test_a_soft_rule_that_is_kept_anyway_costs_nothing(
    tmp_path: Path, rule: str, said: str
) -> None:
    text = (
        "programme: {id: p, as_of: 2024-01-01}\nmunicipalities: [{id: a}, {id: b}]\n"
        f"waves: [{{id: W1}}, {{id: W2}}]\nrules: [{rule}]\n"
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    assert said in run("explain", "rule", "pair", "--data", str(tmp_path)).stdout
