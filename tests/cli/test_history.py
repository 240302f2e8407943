"""`hpplan history`: the versions of the plan, as people and spreadsheets read them."""

import json
from pathlib import Path

import pytest

import hpplan
from tests.cli.programmes import write
from tests.cli.running import run

GIVEN = """\
programme: {id: p, name: The coast, as_of: 2024-01-01}
sources:
  - {id: plan, title: The plan, publisher: The board, published: 2022-01-10}
  - {id: letter, title: A letter, published: 2023-02-01}
sites:
  - id: ask
    kind: school
    name: Ask
    claims: [{says: planned, wave: W1, source: plan}, {says: planned, wave: W2, source: letter}]
  - {id: bo, kind: school, name: Bø, claims: [{says: planned, wave: W1, source: plan}]}
waves:
  - {id: W1, claims: [{go_live: 2023-04, source: plan}, {go_live: 2023-05, source: letter}]}
  - {id: W2, name: The second, claims: [{go_live: 2024-04, source: plan}]}
"""


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, GIVEN)
    monkeypatch.chdir(tmp_path)


def test_of_a_site() -> None:
    ran = run("history", "--site", "ask")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert (
        ran.stdout
        == """\
Ask: 2 versions of the plan, now 12 months later than first planned
                                                               on 1 January 2024

Known        Wave  Go-live     Days later  Said by
10 Jan 2022  W1    April 2023              The board [plan]
1 Feb 2023   W2    April 2024         366  [letter]

Days are counted by first days, against the first version that has a date. What
  only became more exact is not later.
"""
    )


def test_of_a_wave() -> None:
    assert (
        run("history", "--wave", "W1").stdout
        == """\
W1: 2 versions of the plan, now 1 month later than first planned
                                                               on 1 January 2024

Known        What                Days later  Said by
10 Jan 2022  go-live April 2023              The board [plan]
             joined by Ask, Bø               The board [plan]
1 Feb 2023   go-live May 2023            30  [letter]
             left by Ask                     [letter]

Days are counted by first days, against the first version that has a date. What
  only became more exact is not later.
"""
    )


def test_of_all() -> None:
    assert (
        run("history").stdout
        == """\
The coast: 2 versions of the plan                              on 1 January 2024

10 January 2022, the first version, with 2 sites in 1 wave and 2 waves with a
  go-live:
  W1: April 2023
    go-live April 2023 [plan], known since 10 January 2022
                                                          data/programme.yaml:12
  W2: April 2024
    go-live April 2024 [plan], known since 10 January 2022
                                                          data/programme.yaml:13
  Ask, Bø: W1 April 2023
    planned for W1 [plan], known since 10 January 2022

1 February 2023, 1 site in another wave and 1 wave with another go-live:
  W1: April 2023 -> May 2023, 30 days later than first
    go-live May 2023 [letter], known since 1 February 2023
                                                          data/programme.yaml:12
  Ask: W1 April 2023 -> W2 April 2024, 366 days later than first
    planned for W2 [letter], known since 1 February 2023   data/programme.yaml:9

Behind  Days later  Now
Ask            366  W2 April 2024
Bø              30  W1 May 2023

Days are counted by first days, against the first version that has a date. What
  only became more exact is not later.
"""
    )


def test_what_has_no_history_says_so() -> None:
    ran = run("history", "--site", "bo", "--as-of", "2021")
    assert ran.stdout == (
        "Bø: no version of the plan has it                            on 31 December 2021\n"
    )


def test_csv_is_the_data_of_a_milestone_trend_chart() -> None:
    assert run("history", "--wave", "W1", "--format", "csv").stdout == (
        "known,kind,id,name,wave,label,go_live,from,to,delay_days,changed,says,source\n"
        "2022-01-10,wave,W1,W1,W1,W1,2023-04,2023-04-01,2023-04-30,"
        "0,true,go-live April 2023,plan\n"
        "2023-02-01,wave,W1,W1,W1,W1,2023-05,2023-05-01,2023-05-31,"
        "30,true,go-live May 2023,letter\n"
    )
    rows = run("history", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [
        [known, kind, name]
        for known in ("2022-01-10", "2023-02-01")
        for kind, name in (("wave", "W1"), ("wave", "W2"), ("site", "ask"), ("site", "bo"))
    ]
    assert run("history", "--format", "csv", "--csv-dialect", "norwegian").stdout.startswith(
        "\ufeffknown;kind;"
    )


def test_json_has_the_versions_and_the_trend() -> None:
    answer = json.loads(run("history", "--site", "ask", "--format", "json").stdout)
    april = {"label": "2024-04", "from": "2024-04-01", "to": "2024-04-30"}
    assert {key: answer[key] for key in ("programme", "as_of", "site", "wave")} == {
        "programme": "p",
        "as_of": "2024-01-01",
        "site": "ask",
        "wave": None,
    }
    assert [version["known"] for version in answer["versions"]] == ["2022-01-10", "2023-02-01"]
    (change,) = answer["versions"][1]["changes"]
    assert (change["moved"], change["new"], change["delay_days"]) == (
        True,
        {"wave": "W2", "go_live": april},
        366,
    )
    assert (change["claim"]["source"], change["claim"]["line"]) == ("letter", 9)
    assert answer["trend"][-1] == {
        "known": "2023-02-01",
        "kind": "site",
        "id": "ask",
        "wave": "W2",
        "go_live": april,
        "delay_days": 366,
        "changed": True,
    }


def test_markdown_is_a_table() -> None:
    shown = run("history", "--site", "ask", "--format", "markdown").stdout
    assert "| 1 Feb 2023 | W2 | April 2024 | 366 | \\[letter\\] |\n" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--site", "aks"],
            "--site: there is no site 'aks'; did you mean 'ask'?",
        ),
        (["--wave", "W3"], "Invalid value for --wave: there is no wave 'W3'"),
        (["--site", "ask", "--wave", "W1"], "--wave: name one of --site and --wave"),
    ],
)
def test_wrong_usage(words: list[str], message: str) -> None:
    ran = run("history", *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert message in ran.stderr


def test_the_library_has_it_too() -> None:
    history = hpplan.load("data").history(site="ask")
    assert repr(history) == "<History Ask: 2 versions>"
    assert [version.changes[0].delay for version in history.versions] == [0, 366]
    frame = history.to_frame()
    assert [str(kind) for kind in frame.dtypes[["known", "delay_days", "changed"]]] == [
        "datetime64[s]",
        "Int64",
        "boolean",
    ]
    with pytest.raises(hpplan.UnknownName, match="there is no site 'aks'"):
        hpplan.load("data").history(site="aks")
    with pytest.raises(ValueError, match="not both"):
        hpplan.load("data").history(site="ask", wave="W1")


def test_as_a_picture_it_is_that_of_the_library() -> None:
    programme = hpplan.load("data")
    assert run("history", "--format", "svg").stdout == str(programme.history().plot())
    of_a_wave = programme.history(wave="W1").plot()
    assert run("history", "--wave", "W1", "--format", "svg").stdout == str(of_a_wave)
    ran = run("history", "--site", "ask", "--format", "svg")
    assert ran.exit_code == 2
    assert "a picture shows the dates of waves: name --wave, or neither" in ran.stderr


def test_a_wave_without_a_date_is_no_wave_with_a_go_live() -> None:
    for waves, said in {
        "{id: go}": "1 wave without a date:",
        "{id: go}, {id: on, go_live: 2024}, {id: off}": (
            "1 wave with a go-live and 2 waves without a date:"
        ),
    }.items():
        text = f"programme: {{id: p, as_of: 2024-01-01}}\nwaves: [{waves}]\nsites: []\n"
        Path("data/programme.yaml").write_text(text, encoding="utf-8")
        shown = " ".join(run("history").stdout.split())
        assert f"Always known, the first version, with {said}" in shown


def test_a_go_live_that_becomes_more_exact_is_not_later() -> None:
    exact = "{go_live: 2023-04-30, source: letter}"
    text = GIVEN.replace("{go_live: 2023-05, source: letter}", exact)
    Path("data/programme.yaml").write_text(text, encoding="utf-8")
    ran = run("history", "--wave", "W1")
    assert (
        ran.stdout
        == """\
W1: 2 versions of the plan, as first planned                   on 1 January 2024

Known        What                 Said by
10 Jan 2022  go-live April 2023   The board [plan]
             joined by Ask, Bø    The board [plan]
1 Feb 2023   go-live 30 Apr 2023  [letter]
             left by Ask          [letter]

Days are counted by first days, against the first version that has a date. What
  only became more exact is not later.
"""
    )
    assert "Bø" not in run("history").stdout.partition("Behind")[2]
    rows = run("history", "--wave", "W1", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[9] for row in rows] == ["delay_days", "0", "29"]


def test_a_day_that_is_put_off_is_later_though_the_first_period_was_less_exact() -> None:
    more = "{go_live: 2023-04-10, known: 2022-06}, {go_live: 2023-04-30, known: 2022-09}"
    back = "{go_live: 2023-04-10, known: 2022-12}"
    text = GIVEN.replace("{go_live: 2023-05, source: letter}", f"{more}, {back}")
    Path("data/programme.yaml").write_text(text, encoding="utf-8")
    rows = run("history", "--wave", "W1").stdout.splitlines()
    assert [" ".join(row.split("go-live ")[1].split()) for row in rows if "go-live" in row] == [
        "April 2023 The board [plan]",
        "10 Apr 2023",
        "30 Apr 2023 29",
        "10 Apr 2023",
    ]
