"""In which language the library answers, and by how many processes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import hpplan
from hpplan.api import workers
from hpplan.language import Language, in_force, speaking
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan_sentences import said_again
from hpplan.solving.result import Limits
from tests.execution.children import time_of_children
from tests.patience import PATIENCE

GIVEN = """
programme: {id: example, name: Example, language: en, as_of: 2024-01-01}
sources: [{id: plan, kind: document, title: Plan, published: 2023-12-12}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
  - {id: berg, name: Berg, claims: [{says: planned, wave: W1, source: plan}]}
  - {id: dal, name: Dal, size: {inhabitants: 7}}
  - {id: eid, name: Eid, size: {inhabitants: 6}, required: false}
  - {id: fet, name: Fet, claims: [{says: declined, source: plan}]}
waves:
  - {id: W1, go_live: 2024-05-04}
  - {id: W2, go_live: 2024-autumn}
rules:
  - {id: apart, kind: apart, sites: [ask, berg]}
  - {id: room, kind: capacity, max: 2}
  - {id: never, kind: forbid, sites: eid, waves: [W1, W2]}
risks: [{id: late, kind: slip, waves: W2, chance: 0.5, by: 1m}]
"""
BOTH = {"ask": "W1", "berg": "W1"}
Ask = Callable[[hpplan.Situation, str | None], object]
ANSWERS: dict[str, Ask] = {
    "what if": lambda s, lang: s.what_if("W1+1m", seconds=PATIENCE, lang=lang),
    "side by side": lambda s, lang: s.what_if("dal=W1", "W2+1m", seconds=PATIENCE, lang=lang),
    "a site": lambda s, lang: s.explain("dal", seconds=PATIENCE, lang=lang),
    "why not": lambda s, lang: s.why_not("dal", "W1", seconds=PATIENCE, lang=lang),
    "a recommendation": lambda s, lang: s.recommend("dal", seconds=PATIENCE, lang=lang),
    "recommendations": lambda s, lang: s.recommend_all(seconds=PATIENCE, lang=lang),
    "a wave": lambda s, lang: s.explain_wave("W2", seconds=PATIENCE, lang=lang),
    "a day": lambda s, lang: s.explain_day("W2", seconds=PATIENCE, lang=lang),
    "a rule": lambda s, lang: s.explain_rule("room", seconds=PATIENCE, lang=lang),
    "capacity": lambda s, lang: s.explain_capacity(seconds=PATIENCE, lang=lang),
    "assumptions": lambda s, lang: s.explain_assumptions(seconds=PATIENCE, lang=lang),
    "alternatives": lambda s, lang: s.alternatives(2, 1, seconds=PATIENCE, lang=lang),
    "a plan on a page": lambda s, lang: s.plan({"ask": "W2", "dal": "W2"}).to_html(lang=lang),
    "a timeline on a page": lambda s, lang: s.timeline().to_html(lang=lang),
    "a history on a page": lambda s, lang: s.programme.history().to_html(lang=lang),
    "a plan": lambda s, lang: solved(s.assign(seconds=PATIENCE, dates=True)).text(lang=lang),
    "a timeline": lambda s, lang: s.timeline().only(sites=["ask", "dal"]).text(lang=lang),
    "a difference": lambda s, lang: s.diff(s.plan({"ask": "W2"}), lang=lang),
    "a difference of plans": lambda s, lang: s.plan({"ask": "W2"}).diff(s, lang=lang),
    "futures": lambda s, lang: solved(s.assign(seconds=PATIENCE)).risk(3, lang=lang),
    "futures as a picture": lambda s, lang: s.current_plan().risk(3, lang=lang).plot(),
    "a chart": lambda s, lang: s.timeline().plot(lang=lang),
    "a map": lambda s, lang: s.timeline().map(tiles=True, lang=lang),
    "coverage": lambda s, lang: s.current_plan().plot("coverage", lang=lang),
    "load": lambda s, lang: s.current_plan().plot("load", lang=lang),
    "a history": lambda s, lang: s.programme.history().text(lang=lang),
    "a trend": lambda s, lang: s.programme.history().plot(lang=lang),
    "conflicts": lambda s, lang: s.assign(pins=BOTH, seconds=PATIENCE, lang=lang),
}


def known(language: str = "en") -> hpplan.Situation:
    text = GIVEN.replace("language: en", f"language: {language}")
    Path("programme.yaml").write_text(text, encoding="utf-8")
    return hpplan.load(".").at()


@pytest.fixture(autouse=True)
def _a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def solved(outcome: hpplan.Plan | hpplan.Infeasible | hpplan.Undecided) -> hpplan.Plan:
    assert isinstance(outcome, hpplan.Plan)
    return outcome


@pytest.mark.parametrize("ask", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_in_the_language_asked_for_else_in_that_of_the_programme(ask: Ask) -> None:
    now = known()
    english = str(ask(now, None))
    nynorsk = str(ask(now, "nn"))
    assert str(ask(known("nn"), None)) == nynorsk != english
    assert str(ask(now, "en")) == english
    assert in_force() is Language.EN


def test_conflicts_and_their_repairs_are_in_the_language() -> None:
    found = known().assign(pins=BOTH, seconds=PATIENCE, lang="nb")
    assert isinstance(found, hpplan.Infeasible)
    (conflict,) = found.conflicts
    assert conflict.facts[0].text == "apart: ikke to av Ask, Berg i samme bølge"
    assert conflict.repairs[0].text == "fjern --pin ask=W1"


@pytest.mark.parametrize("dates", [False, True])
def test_the_sentences_of_a_plan_are_those_that_it_has_in_the_other_language(
    *, dates: bool
) -> None:
    """Who stays, leaves a wave, is placed, left out, or takes no part; goals, and days."""
    here = known().data
    asked = here.programme.on(here.as_of, replace(here.overrides, dates=dates))
    found = {}
    for language in Language:
        with speaking(language):
            outcome = best_plan(asked, Limits(PATIENCE))
        assert isinstance(outcome, Solved)
        found[language] = outcome.plan
    for was, plan in found.items():
        for now, other in found.items():
            with speaking(now):
                assert said_again(asked, plan, was) == other
    assert len({str(plan) for plan in found.values()}) == len(Language)


def test_what_a_plan_holds_and_what_programs_read_of_it_is_english() -> None:
    english, nynorsk = (solved(known(each).assign(seconds=PATIENCE)) for each in ("en", "nn"))
    assert english.data.placements == nynorsk.data.placements
    assert english.data.unplaced == nynorsk.data.unplaced
    assert english.data.goals == nynorsk.data.goals
    for ending in ("json", "csv", "geojson"):
        english.save(f"as-english.{ending}", lang="en")
        english.save(f"as-nynorsk.{ending}", lang="nn")
        written = Path(f"as-english.{ending}").read_bytes()
        assert Path(f"as-nynorsk.{ending}").read_bytes() == written


@pytest.mark.parametrize("ending", ["svg", "ics", "mmd", "xlsx"])
def test_a_file_for_people_is_in_the_language(ending: str) -> None:
    plan, written = known().current_plan(), []
    for lang in (None, "en", "nb"):
        plan.save(f"plan.{ending}", lang=lang)
        written.append(Path(f"plan.{ending}").read_bytes())
    assert written[0] == written[1] != written[2]


def test_what_a_plan_file_says_in_words_of_its_own_stays_as_it_is() -> None:
    here = known()
    plan = solved(here.assign(seconds=PATIENCE))
    plan.save("plan.json")
    text = Path("plan.json").read_text(encoding="utf-8")
    own = text.replace(plan.placements[1].reason, "the mayor asked for it")
    Path("plan.json").write_text(own, encoding="utf-8")
    found = here.plan("plan.json")
    with speaking(Language.NB):
        said = said_again(found.made_for, found.data, Language.EN)
    assert [placed.reason for placed in said.placements][1] == "the mayor asked for it"
    assert said.placements[0].reason == "planlagt i W1 [plan]"


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="lang: expected 'en', 'nb' or 'nn', not 'de'"):
        known().explain("dal", lang="de")


def test_notebooks_show_everything_in_the_language_of_the_programme() -> None:
    s = known("nn")
    plan, left = s.plan({"ask": "W2"}), ' style="text-align: left"'
    shown = (s.programme, s, s.timeline().only(sites="ask"))
    assert "\n".join(each._repr_html_().replace(left, "") for each in shown) == (
        "<p>Example: 5 verksemder, 2 bølgjer, 3 reglar, 0 mål</p>\n"
        "<p>Example, 1. januar 2024: 5 verksemder (0 bundne), 2 bølgjer, 3 reglar, 4 mål</p>\n"
        "<table><caption>Example: når 1 verksemd går i drift, 1. januar 2024</caption>"
        "<thead><tr><th>Verksemd</th><th>Bølgje</th><th>Oppstart</th><th>Status</th></tr></thead>"
        "<tbody><tr><td>Ask</td><td>W1</td><td>4. mai 2024</td><td>planlagt</td></tr></tbody>"
        "</table>"
    )
    assert plan._repr_html_() == plan.to_html(lang="nn")
    asked = solved(s.assign(pins={"dal": "W2"}, seconds=PATIENCE))
    assert "bevist best mogleg, bede om: --pin dal=W2, 1. januar 2024" in asked.to_html()
    assert s.programme.history()._repr_html_() == s.programme.history().to_html(lang="nn")


# --- by several processes -------------------------------------------------------------------------

ByJobs = Callable[[hpplan.Situation, int], object]
BY_JOBS: dict[str, ByJobs] = {
    "what if": lambda s, jobs: s.what_if("dal=W1", "W2+1m", seconds=PATIENCE, jobs=jobs),
    "recommendations": lambda s, jobs: s.recommend_all(seconds=PATIENCE, jobs=jobs),
    "futures": lambda s, jobs: s.current_plan().risk(4, jobs=jobs),
}


@pytest.mark.slow
@pytest.mark.parametrize("ask", BY_JOBS.values(), ids=BY_JOBS)
def test_other_processes_give_the_same_answer_in_the_same_language(ask: ByJobs) -> None:
    nynorsk, before = known("nn"), time_of_children()
    here = str(ask(nynorsk, 1))
    assert time_of_children() == before
    assert str(ask(nynorsk, 2)) == here
    assert time_of_children() > before


def test_a_cluster_is_an_address_and_says_itself_how_many_work() -> None:
    s = known()
    with pytest.raises(TypeError, match=r"dask: expected the address of a scheduler, .*, not 8786"):
        s.recommend_all(dask=8786)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="jobs: how many processes work is the cluster's to say"):
        s.what_if("dal=W1", jobs=2, dask="tcp://127.0.0.1:9")


def test_without_the_package_of_clusters_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'hpplan\[cluster\]'"):
        known().current_plan().risk(2, dask="tcp://127.0.0.1:9")


@pytest.mark.parametrize("ask", BY_JOBS.values(), ids=BY_JOBS)
def test_no_process_at_all_is_refused(ask: ByJobs) -> None:
    with pytest.raises(ValueError, match="jobs: at least 1 is expected, not 0"):
        ask(known(), 0)
