"""hpplan as a library: the names that the package has, and what its objects say."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import hpplan
from hpplan import api
from tests.patience import PATIENCE
from tests.test_house import modules

GIVEN = """
programme: {id: example, name: "Example <b>", as_of: 2024-01-01}
sources:
  - {id: plan, kind: document, title: Plan, published: 2023-12-12}
municipalities:
  - {id: ask, name: "Ask <i>", claims: [{says: planned, wave: W1, source: plan}]}
  - {id: berg, name: Berg}
waves:
  - {id: W1, go_live: 2024-05-04}
  - {id: W2, go_live: 2024-11-02}
rules:
  - {kind: apart, sites: [ask, berg]}
"""


@pytest.fixture
def programme(tmp_path: Path) -> hpplan.Programme:
    (tmp_path / "programme.yaml").write_text(GIVEN, encoding="utf-8")
    return hpplan.load(tmp_path)


@pytest.fixture
def now(programme: hpplan.Programme) -> hpplan.Situation:
    return programme.at()


@pytest.fixture
def plan(now: hpplan.Situation) -> hpplan.Plan:
    return solved(now.assign(seconds=PATIENCE))


def solved(outcome: hpplan.Plan | hpplan.Infeasible | hpplan.Undecided) -> hpplan.Plan:
    assert isinstance(outcome, hpplan.Plan)
    return outcome


# --- the package --------------------------------------------------------------------------------


def test_the_package_has_the_names_of_the_library_and_no_others() -> None:
    assert api.__all__ == sorted(api.__all__)
    assert {name: getattr(hpplan, name) for name in api.__all__} == {
        name: getattr(api, name) for name in api.__all__
    }
    assert set(api.__all__) <= set(dir(hpplan))
    with pytest.raises(AttributeError, match="module 'hpplan' has no attribute 'plan_everything'"):
        getattr(hpplan, "plan_everything")  # noqa: B009  # a type checker would not let it pass


def test_no_module_takes_the_place_of_a_name_of_the_library() -> None:
    for module in modules():
        import_module(module)
    assert [name for name in api.__all__ if getattr(hpplan, name) is not getattr(api, name)] == []


@pytest.mark.slow
def test_all_names_are_imported_with_a_star() -> None:
    code = "from hpplan import *\nprint(load.__module__, Plan.__module__)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "hpplan.api.loading hpplan.api.programme\n"


@pytest.mark.slow
def test_importing_the_package_imports_nothing_else_of_ours_nor_what_we_depend_on() -> None:
    code = """
import sys
import hpplan
ours = [name for name in sys.modules if name.partition(".")[0] in {"hpplan", "pydantic", "yaml"}]
print(ours)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['hpplan']\n"


@pytest.mark.slow
@pytest.mark.parametrize("option", ["-O", "-OO"])
def test_a_programme_is_built_and_planned_without_assertions_and_docstrings(option: str) -> None:
    code = """
import hpplan
builder = hpplan.Builder("small")
builder.municipality("ask")
builder.wave("W1", "2030-05-04")
plan = builder.build().at("2024-01-01").assign()
print(repr(plan))
"""
    ran = subprocess.run(
        [sys.executable, option, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == (
        "<Plan small as of 2024-01-01: 1 of 1 site placed, optimal>\n",
        "",
    )


# --- from a folder to a plan ----------------------------------------------------------------------


def test_a_programme_is_loaded_checked_planned_and_verified(now: hpplan.Situation) -> None:
    assert now.check() == []
    assert now.check(deep_seconds=PATIENCE) == []
    plan = solved(now.assign(seconds=PATIENCE))
    assert plan.waves == {"ask": "W1", "berg": "W2"}
    assert plan.proof is hpplan.Proof.OPTIMAL
    assert plan.verify() == []


def test_data_that_cannot_be_read_raises_its_findings(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    with pytest.raises(hpplan.InvalidProgramme) as raised:
        hpplan.load(nowhere)
    (finding,) = raised.value.findings
    assert finding.message == f"there is no folder '{nowhere}'"
    assert str(raised.value) == f"error: there is no folder '{nowhere}' [{finding.code}]"
    assert hpplan.read(nowhere).findings == raised.value.findings


def test_a_plan_that_breaks_a_rule_is_reported(now: hpplan.Situation, tmp_path: Path) -> None:
    stated = '{"placements": [{"site": "ask", "wave": "W1"}, {"site": "berg", "wave": "W1"}]}'
    (tmp_path / "plan.json").write_text(stated, encoding="utf-8")
    for plan in (now.plan(tmp_path / "plan.json"), now.plan({"ask": "W1", "berg": "W1"})):
        (finding,) = plan.verify()
        assert finding.severity is hpplan.Severity.ERROR
        assert finding.message == "the plan breaks rule 'apart': W1 holds Ask <i>, Berg"


def test_a_plan_file_that_cannot_be_read_raises_its_findings(
    now: hpplan.Situation, tmp_path: Path
) -> None:
    (tmp_path / "plan.json").write_text("[]", encoding="utf-8")
    with pytest.raises(hpplan.InvalidPlan, match="expected a mapping with the key 'placements'"):
        now.plan(tmp_path / "plan.json")


def test_what_is_asked_for_is_kept_or_is_part_of_a_conflict(now: hpplan.Situation) -> None:
    moved = solved(now.assign(pins={"ask": "W2"}, seconds=PATIENCE))
    assert moved.waves == {"ask": "W2", "berg": "W1"}
    for forbids in ({"ask": "W1"}, {"ask": ["W1"]}):
        assert solved(now.assign(forbids=forbids, seconds=PATIENCE)).waves == moved.waves
    both = now.assign(pins={"ask": "W2", "berg": "W2"}, seconds=PATIENCE)
    assert isinstance(both, hpplan.Infeasible)
    (conflict,) = both.conflicts
    assert repr(both) == f"<Infeasible: {conflict.headline}>"
    assert [fact.text for fact in conflict.facts] == [
        "apart: no two of Ask <i>, Berg in the same wave",
        "--pin ask=W2",
        "--pin berg=W2",
    ]


def test_who_is_reopened_may_leave_its_wave() -> None:
    builder = hpplan.Programme.build("example", as_of="2024-01-01")
    builder.wave("W1", "2024-05-04")
    builder.wave("W2", "2024-11-02")
    builder.municipality("ask", claims=[{"says": "decided", "wave": "W1"}])
    now = builder.build().at()
    assert isinstance(now.assign(pins={"ask": "W2"}, seconds=PATIENCE), hpplan.Infeasible)
    for reopen in ("ask", ["ask"]):
        plan = solved(now.assign(pins={"ask": "W2"}, reopen=reopen, seconds=PATIENCE))
        assert plan.waves == {"ask": "W2"}


def test_a_timeline_is_of_the_plan_or_of_the_claims(
    now: hpplan.Situation, plan: hpplan.Plan
) -> None:
    def waves(timeline: hpplan.Timeline) -> dict[str, str | None]:
        return {entry.site: entry.wave for entry in timeline.entries}

    assert waves(now.timeline()) == {"ask": "W1", "berg": None}
    assert waves(plan.timeline()) == {"ask": "W1", "berg": "W2"}
    assert waves(plan.timeline().only(sites="berg")) == {"berg": "W2"}
    assert waves(plan.timeline().only(waves=["W1"])) == {"ask": "W1"}


def test_a_difference_is_between_days_and_plans(
    programme: hpplan.Programme, plan: hpplan.Plan
) -> None:
    def moved(
        old: hpplan.Situation | hpplan.Plan, new: hpplan.Situation | hpplan.Plan
    ) -> list[tuple[str, str | None]]:
        changes = old.diff(new).value.sites
        return [(change.site, change.new.wave if change.new else None) for change in changes]

    then, now = programme.at("2023-12-01"), programme.at()
    assert moved(then, now) == [("ask", "W1")]
    assert moved(now, plan) == [("berg", "W2")]
    assert moved(plan, plan) == []


def test_each_question_is_answered_by_its_value_and_in_text(now: hpplan.Situation) -> None:
    reports: dict[str, hpplan.Report[object]] = {
        "Site": now.explain("berg", seconds=PATIENCE),
        "WhyNot": now.why_not("berg", "W1", seconds=PATIENCE),
        "Recommendation": now.recommend("berg", seconds=PATIENCE),
        "Recommendations": now.recommend_all(seconds=PATIENCE),
        "Wave": now.explain_wave("W1", seconds=PATIENCE),
        "Day": now.explain_day("W1", seconds=PATIENCE),
        "Rule": now.explain_rule("apart", seconds=PATIENCE),
        "Capacities": now.explain_capacity(seconds=PATIENCE),
        "Assumptions": now.explain_assumptions(seconds=PATIENCE),
        "Alternatives": now.alternatives(2, 1, seconds=PATIENCE),
        "WhatIf": now.what_if("berg=W1", seconds=PATIENCE),
    }
    for name, report in reports.items():
        assert type(report.value).__name__.startswith(name)
        assert repr(report) == str(report)
        assert report._repr_html_().startswith("<pre>")
        assert "<i>" not in report._repr_html_()
    headline = str(reports["WhyNot"]).splitlines()[0]
    assert headline.startswith("Why is Berg not in W1, 4 May 2024?  ")
    assert headline.endswith("  on 1 January 2024")


def test_a_plan_is_lived_through_with_its_risks(tmp_path: Path) -> None:
    risks = "risks: [{id: late, kind: slip, waves: all, chance: 1, by: 1m}]\n"
    (tmp_path / "p.yaml").write_text(GIVEN + risks, encoding="utf-8")
    plan = solved(hpplan.load(tmp_path).at().assign(seconds=PATIENCE))
    report = plan.risk(5, contributions=True)
    assert report.value.figures is not None
    assert report.value.figures.same_dates.value == 0
    assert [each.risk for each in report.value.contributions or ()] == ["late"]
    assert str(report).startswith("5 futures of the plan of 1 January 2024")


def test_figures_of_futures_are_pictures_files_and_frames(tmp_path: Path) -> None:
    risks = "risks: [{id: late, kind: slip, waves: all, chance: 1, by: 1m}]\n"
    (tmp_path / "p.yaml").write_text(GIVEN + risks, encoding="utf-8")
    plan = solved(hpplan.load(tmp_path).at().assign(seconds=PATIENCE))
    report = plan.risk(5, contributions=True)
    for what in ("coverage", "sites", "risks"):
        assert report.plot(what)._repr_svg_().startswith("<?xml")
    for name, kept in (("a.json", "by_50"), ("a.csv", "site,name"), ("a.svg", "<svg")):
        report.save(tmp_path / name)
        assert kept in (tmp_path / name).read_text(encoding="utf-8")
    answer = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    sites = report.to_frame()
    assert list(sites.columns) == [*csv_titles(tmp_path)[:5], "by_50", *csv_titles(tmp_path)[5:]]
    for what in ("sites", "waves", "coverage", "risks"):
        frame = report.to_frame(what)
        assert len(frame) == len(answer[what])
        for key in set(frame.columns) & answer[what][0].keys():
            assert [as_text(value) for value in frame[key]] == [
                as_text(each[key]) for each in answer[what]
            ]
    everybody = report.to_frame("everybody")
    assert everybody["who"].tolist() == ["everybody"] * 3 + ["placed"] * 3
    assert everybody["share"].tolist() == [0.5, 0.8, 0.9] * 2
    with pytest.raises(ValueError, match="what: expected 'sites', 'waves'"):
        report.to_frame("people")
    with pytest.raises(ValueError, match="what: expected 'coverage', 'sites' or 'risks'"):
        report.plot("people")


def as_text(value: object) -> str:
    """A day, a number or a name, of a frame or of JSON."""
    return f"{value:.6f}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")


def csv_titles(folder: Path) -> list[str]:
    return (folder / "a.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


def test_each_case_is_answered_by_itself_and_a_list_holds_together(now: hpplan.Situation) -> None:
    report = now.what_if("ask=W2", ["ask=W2", "berg=W2"], seconds=PATIENCE)
    first, second = report.value.cases
    assert isinstance(first.answer, hpplan.SolvedScenario)
    assert [(move.site, move.new and move.new.wave) for move in first.answer.effect.moves] == [
        ("ask", "W2"),
        ("berg", "W1"),
    ]
    assert isinstance(second.answer, hpplan.Infeasible)


def test_days_are_chosen_proved_twice_and_asked_for_again_where_waves_slip(tmp_path: Path) -> None:
    text = GIVEN.replace("2024-05-04", "2024-05-04..2024-05-05").replace("2024-11-02", "2024-06-01")
    (tmp_path / "days.yaml").write_text(text, encoding="utf-8")
    now = hpplan.load(tmp_path).at()
    plan = solved(now.assign(dates=True, second_opinion=True, seconds=PATIENCE))
    assert plan.opinions is not None
    assert all(opinion.confirmed for opinion in plan.opinions)
    assert plan.dates is not None
    assert [f"{day.wave} {day.day}" for day in plan.dates.chosen] == ["W1 2024-05-04"]
    assert plan.to_frame()["chosen"].tolist() == [True, False]
    (case,) = now.what_if("W1+1m", dates=True, seconds=PATIENCE).value.cases
    assert case.ripple is not None
    assert sorted(case.ripple.plan.days) == ["W1"]


# --- how objects are shown ------------------------------------------------------------------------


def test_objects_are_shown_in_a_line(
    programme: hpplan.Programme, now: hpplan.Situation, plan: hpplan.Plan
) -> None:
    assert [repr(each) for each in (programme, now, plan, plan.timeline())] == [
        "<Programme Example <b>: 2 sites, 2 waves, 1 rule, 0 goals>",
        "<Situation Example <b> as of 2024-01-01: 2 sites (0 firm), 2 waves, 1 rule, 4 goals>",
        "<Plan Example <b> as of 2024-01-01: 2 of 2 sites placed, optimal>",
        "<Timeline Example <b> as of 2024-01-01: 2 sites>",
    ]


def test_a_page_shows_text_from_data_as_it_is(
    programme: hpplan.Programme, now: hpplan.Situation, plan: hpplan.Plan
) -> None:
    shown = [each._repr_html_() for each in (programme, now, plan, plan.timeline())]
    assert [("<b>" in each, "&lt;b&gt;" in each) for each in shown] == [(False, True)] * 4
    assert ["<i>" in each for each in shown] == [False] * 4
    left = ' style="text-align: left"'
    assert shown[3].replace(left, "") == (
        "<table><caption>Example &lt;b&gt;: when 2 sites go live, on 1 January 2024</caption>"
        "<thead><tr><th>Site</th><th>Wave</th><th>Go-live</th><th>Status</th></tr></thead>"
        "<tbody>"
        "<tr><td>Ask &lt;i&gt;</td><td>W1</td><td>4 May 2024</td><td>planned</td></tr>"
        "<tr><td>Berg</td><td>W2</td><td>2 Nov 2024</td><td>no claim</td></tr>"
        "</tbody></table>"
    )


@pytest.mark.slow
def test_a_plan_in_text_is_what_the_command_line_shows(plan: hpplan.Plan, tmp_path: Path) -> None:
    code = [sys.executable, "-m", "hpplan", "assign", "--data", str(tmp_path)]
    ran = subprocess.run(
        code, capture_output=True, encoding="utf-8", env={"COLUMNS": "100"}, check=True
    )
    assert f"{plan}\n" == ran.stdout


def test_plans_timelines_and_histories_have_pictures(tmp_path: Path) -> None:
    """They are what notebooks show, and files."""
    programme = hpplan.load(Path(__file__).parents[1] / "data")
    plan = programme.at().current_plan()
    pictures = [plan.plot(), plan.plot("coverage"), plan.plot("load"), programme.history().plot()]
    assert [repr(picture) for picture in pictures] == [
        "<Picture Helseplattformen: who goes live when>",
        "<Picture Helseplattformen: coverage over time>",
        "<Picture Helseplattformen: load against capacity>",
        "<Picture Helseplattformen: how the dates moved>",
    ]
    pictures[0].save(tmp_path / "plan.svg")
    saved = (tmp_path / "plan.svg").read_text(encoding="utf-8")
    assert saved == str(pictures[0]) == pictures[0]._repr_svg_()
    assert str(plan.timeline().plot(sites=False)) != saved
    assert str(plan.plot("map")) == str(plan.timeline().map())
    assert str(plan.timeline().map(tiles=True)) != str(plan.timeline().map())


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    plan = hpplan.load(Path(__file__).parents[1] / "data").at().current_plan()
    with pytest.raises(ValueError, match="'timeline', 'map', 'coverage' or 'load'"):
        plan.plot("pie")
    with pytest.raises(ValueError, match=r"a file that ends in '\.svg'"):
        plan.plot().save(tmp_path / "plan.png")
