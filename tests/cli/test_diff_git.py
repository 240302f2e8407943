"""`hpplan diff --git`: two versions of the data, and the best plans that they make."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hpplan.views.data_diff import LONGEST
from tests.cli.running import python, run
from tests.repositories import commit, git, repository

GIVEN = """\
programme: {id: coast, name: The coast, as_of: 2024-01-01}
sources: [{id: letter, title: A letter, published: 2023-06-01}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
  - {id: bo, name: Bø, claims: [{says: planned, wave: W1, source: letter}]}
  - {id: dal, name: Dal, claims: [{says: planned, wave: W2, source: letter}]}
waves:
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, go_live: 2025-04-26}
rules: [{id: cap, kind: capacity, max: 2}]
"""


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(repository(tmp_path / "repo"))
    commit(Path(), {"data/a.yaml": GIVEN})


def edit(*pairs: tuple[str, str]) -> None:
    text = GIVEN
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    Path("data/a.yaml").write_text(text, encoding="utf-8")


def test_nothing_differs() -> None:
    edit(("max: 2}]", "max: 2}]  # as ever"))
    ran = run("diff", "--git", "HEAD")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "From HEAD to the files: nothing differs                        on 1 January 2024\n"
    )


def test_facts_and_the_best_plan_with_the_claim_of_each_move() -> None:
    moved = "{id: bo, name: Bø, claims: [{says: planned, wave: W1, source: letter}"
    edit(
        (moved, f"{moved}, {{says: planned, wave: W2, known: 2023-09}}"),
        ("{id: cap, kind: capacity, max: 2}", "{id: cap, kind: capacity, max: 3}"),
    )
    ran = run("diff", "--git", "HEAD")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert (
        ran.stdout
        == """\
From HEAD to the files: 2 facts changed, 1 site in another wave
                                                               on 1 January 2024

Facts:
  Bø: now planned for W2, known since 30 September 2023            data/a.yaml:5
  rule cap: max 2 -> 3                                            data/a.yaml:10

The best plan is another: 1 site moves. Both plans are proved best.

By the goals, in rank order:
  worse  municipalities wait 56 days longer on average (168 site-days)

Waves:
  W1: left by Bø
  W2: joined by Bø

In another wave:
  Bø: W1 9 November 2024 (planned) -> W2 26 April 2025 (planned), about 6 months
    later
    planned for W2, known since 30 September 2023                  data/a.yaml:5
"""
    )


def test_sources_that_are_new_are_named_together() -> None:
    letter = "{id: letter, title: A letter, published: 2023-06-01}"
    votes = [f"{{id: vote-{n}, title: A vote, published: 2023-0{n}-01}}" for n in (7, 8)]
    edit((letter, ", ".join([letter, *votes])))
    shown = run("diff", "--git", "HEAD").stdout.splitlines()
    assert [" ".join(line.split()) for line in shown if "source" in line] == [
        "sources vote-7, vote-8: added data/a.yaml:2, :2"
    ]


def test_a_move_that_no_claim_makes_has_its_cause() -> None:
    edit(("max: 2", "max: 1, waves: W1"))
    shown = run("diff", "--git", "HEAD").stdout
    assert "rule cap: max 2 -> 1" in shown
    assert "  did not stay: W1 holds at most 1 site, but would have to hold 2 (cap)" in shown


def test_of_equally_good_plans_it_takes_the_one_that_moves_nobody() -> None:
    free = GIVEN.replace(", claims: [{says: planned, wave: W1, source: letter}]", "")
    commit(Path(), {"data/a.yaml": free.replace("max: 2", "max: 1, waves: W1")})
    old = json.loads(run("assign", "--format", "json").stdout)
    first = next(placed["site"] for placed in old["placements"] if placed["wave"] == "W1")
    other = {"ask": "Bø", "bo": "Ask"}[first]
    Path("data/a.yaml").write_text(
        free.replace("max: 2", "max: 1, waves: W1").replace(f"name: {other}", f"name: {other}y"),
        encoding="utf-8",
    )
    ran = run("diff", "--git", "HEAD")
    assert ran.exit_code == 1
    assert "The best plan stays. Both plans are proved best." in ran.stdout


def test_each_side_is_as_of_its_own_date_unless_one_is_named() -> None:
    edit(("as_of: 2024-01-01", "as_of: 2024-02-01"))
    ran = run("diff", "--git", "HEAD")
    assert "HEAD as of 1 January 2024, the files as of 1 February 2024.\n" in ran.stdout
    assert "the programme's as_of 2024-01-01 -> 2024-02-01" in ran.stdout
    assert (
        run("diff", "--git", "HEAD", "--as-of", "2024-03")
        .stdout.splitlines()[0]
        .endswith("on 31 March 2024")
    )


def test_without_a_plan_it_says_so_and_shows_what_claims_make() -> None:
    edit(("max: 2", "max: 1"))
    ran = run("diff", "--git", "HEAD")
    assert ran.exit_code == 1
    assert (
        ran.stdout
        == """\
From HEAD to the files: 1 fact changed, no plan exists any more
                                                               on 1 January 2024

Facts:
  rule cap: max 2 -> 1                                            data/a.yaml:10

There is a plan in HEAD, proved best. No plan exists in the files (proved).

3 sites must be placed, and 2 waves hold at most 1 each, 2 in all.

  1. cap: every wave holds at most 1 site                         data/a.yaml:10
"""
    )
    status = json.loads(run("diff", "--git", "HEAD", "--format", "json").stdout)
    assert [status[side]["status"] for side in ("old", "new")] == ["optimal", "infeasible"]


def test_whether_there_is_a_plan_stands_in_the_first_line() -> None:
    edit(("max: 2", "max: 1"))
    commit(Path(), name="without a plan")
    edit(("max: 2", "max: 0"))
    assert "1 fact changed, no plan exists in either" in run("diff", "--git", "HEAD").stdout
    edit(("max: 2", "max: 3"))
    assert "1 fact changed, there is a plan again" in run("diff", "--git", "HEAD").stdout


def test_the_json_of_a_fact_and_of_both_sides() -> None:
    edit(("max: 2", "max: 3"))
    answer = json.loads(run("diff", "--git", "HEAD", "--format", "json").stdout)
    side: dict[str, Any] = {"as_of": "2024-01-01", "status": "optimal", "conflicts": []}
    assert (answer["old"], answer["new"]) == (
        {"name": "HEAD", **side},
        {"name": "the files", **side},
    )
    assert answer["facts"] == [
        {
            "section": "rules",
            "id": "cap",
            "name": "cap",
            "change": "changed",
            "key": "max",
            "old": "2",
            "new": "3",
            "file": "data/a.yaml",
            "line": 10,
            "column": 40,
        }
    ]
    assert (answer["sites"], answer["waves"], answer["moves"]) == ([], [], [])


def test_two_revisions_need_no_files() -> None:
    edit(("max: 2", "max: 3"))
    git(Path(), "commit", "--quiet", "--all", "--message", "more")
    git(Path(), "rm", "-r", "--quiet", "data")
    ran = run("diff", "--git", "HEAD~1", "HEAD", "--data", "data")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert "rule cap: max 2 -> 3                                       HEAD:data/a.yaml:10" in (
        ran.stdout
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--git", "nope"], "Invalid value for OLD: git knows no revision 'nope' here"),
        (["--git", "HEAD", "data"], "'data' here; name the folder with --data"),
        (["--git", "--", "-p"], "'-p' is no revision: none begins with a dash"),
        (["--git", "HEAD", "--data", "no"], "--data: there is no folder 'no'"),
        (["2024"], "Invalid value for NEW: two are compared: name another, or --git"),
        (["2024", "2025", "--time-limit", "1"], "--time-limit: it applies to --git only"),
    ],
)
def test_wrong_usage(words: list[str], message: str) -> None:
    ran = run("diff", *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert message in ran.stderr


def test_data_that_was_faulty_then_is_refused_with_its_places() -> None:
    commit(Path(), {"data/a.yaml": GIVEN.replace("max: 2", "mx: 2")})
    edit(("max: 2", "max: 3"))
    ran = run("diff", "--git", "HEAD")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "  --> HEAD:data/a.yaml:10:" in ran.stderr
    refused = json.loads(run("diff", "--git", "HEAD", "--format", "json").stdout)
    assert refused["findings"][0]["file"] == "HEAD:data/a.yaml"


# --- a comment for a pull request ------------------------------------------------------------


def test_a_comment_is_the_answer_with_folded_details() -> None:
    edit(("wave: W2, source", "wave: W1, source"), ("max: 2", "max: 3"))
    ran = run("diff", "--git", "HEAD", "--format", "markdown")
    assert ran.exit_code == 1
    assert (
        ran.stdout
        == """\
# From HEAD to the files: 3 facts changed, 1 site in another wave

On 1 January 2024

The best plan is another: 1 site moves. Both plans are proved best.

## By the goals, in rank order

- better: municipalities wait 56 days less on average (168 site-days)

<details>
<summary>3 facts changed</summary>

- Dal: no longer planned for W2 \\[letter\\], known since 1 June 2023 (HEAD:data/a.yaml:6)
- Dal: now planned for W1 \\[letter\\], known since 1 June 2023 (data/a.yaml:6)
- rule cap: max 2 -\\> 3 (data/a.yaml:10)

</details>

<details>
<summary>1 site in another wave</summary>

- Dal: W2 26 April 2025 (planned) -\\> W1 9 November 2024 (planned), about 6 months earlier
  - planned for W1 \\[letter\\], known since 1 June 2023 (data/a.yaml:6)

</details>

<details>
<summary>2 waves changed</summary>

- W1: joined by Dal
- W2: left by Dal

</details>
"""
    )


def test_a_comment_has_sixty_lines_however_much_has_changed() -> None:
    waves = "".join(f"  - {{id: N{n}, go_live: 2026-{n:02}-01}}\n" for n in range(1, 13))
    rows = "".join(
        f"  - {{id: s{n}, name: S{n}, claims: [{{says: planned, wave: N{n % 12 + 1}}}]}}\n"
        for n in range(80)
    )
    rules = "".join(f"  - {{id: r{n}, kind: forbid, sites: ask, waves: N1}}\n" for n in range(50))
    text = GIVEN.replace("waves:\n", f"{rows}waves:\n").replace("rules: [", f"{waves}rules:\n  - ")
    edited = text.replace("max: 2}]", "max: 90}") + rules
    Path("data/a.yaml").write_text(edited, encoding="utf-8")
    shown = run("diff", "--git", "HEAD", "--format", "markdown").stdout
    assert shown.count("\n") <= LONGEST
    assert "\n- … and " in shown
    assert shown.count("<details>") == shown.count("</details>") == 3


def test_nothing_of_the_data_is_raw_in_a_comment() -> None:
    name = "<b>@all</b> | `x` </details> [a](b) \\e[31m"
    edit(("name: Ask", f'name: "{name}"'), ("max: 2", "max: 3, because: '</summary><i>'"))
    shown = run("diff", "--git", "HEAD", "--format", "markdown").stdout
    tags = {"<details>", "</details>"}
    lines = [line for line in shown.splitlines() if line not in tags]
    lines = [line.removeprefix("<summary>").removesuffix("</summary>") for line in lines]
    assert [line for line in lines if "<" in line.replace("\\<", "")] == []
    assert "\x1b" not in shown


def test_check_loads_nothing_of_git() -> None:
    loaded = python(
        "import sys\nfrom hpplan.cli.app import app\n"
        "from hpplan.cli import check\n"
        "sys.argv = ['hpplan', 'check']\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if 'git' in name])"
    )
    assert loaded.splitlines()[-1] == "[]"
