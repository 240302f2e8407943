"""`--lang` and `programme.language`: what people read is in that language, what programs read is
English.
"""

from pathlib import Path

import pytest

from hpplan.language import Language, in_force
from tests.cli.running import DATA, run

PROGRAMME = """
programme:
  id: coast
  language: en
  name: The coast
  as_of: 2024-01-01
  phases: [{id: support, name: Support, from: 0d, to: 2w}]
municipalities:
  - {id: ask, name: Ask, wave: W1}
  - {id: berg, name: Berg}
waves:
  - {id: W1, go_live: 2024-autumn}
  - {id: W2, go_live: 2025-W14}
rules:
  - {kind: before, first: ask, then: berg}
goals: [{kind: participation}, {kind: earliest}]
"""
COMMANDS = (
    ["timeline"],
    ["assign"],
    ["explain", "ask"],
    ["explain", "ask", "--why-not", "W2"],
    ["diff", "2023-12", "ask.json"],
    ["history"],
    ["history", "--wave", "W1"],
    ["history", "--site", "ask"],
    ["whatif", "W1+1m"],
    ["whatif", "W1+1m", "ask withdrawn", "--each"],
)


@pytest.fixture(autouse=True)
def _coast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coast.yaml").write_text(PROGRAMME, encoding="utf-8")
    (tmp_path / "ask.json").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


PLAN = '{"placements": [{"site": "ask", "wave": "W2"}, {"site": "berg", "wave": "W1"}]}'


def of_the_programme(language: str) -> None:
    path = Path("coast.yaml")
    text = PROGRAMME.replace("language: en", f"language: {language}")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The coast: when 2 sites go live"),
        ("nb", "The coast: når 2 virksomheter går i drift"),
        ("nn", "The coast: når 2 verksemder går i drift"),
    ],
)
def test_the_timeline_is_in_the_language_asked_for(language: str, said: str) -> None:
    assert run("timeline", "--lang", language).stdout.startswith(said)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("nb", "Frøya            KI2    høsten 2024    ikke avklart  ~1. juni 2023  1. aug. 2023"),
        ("nn", "Averøy          KI2     hausten 2024   planlagt      ~1. juni 2023  1. aug. 2023"),
    ],
)
def test_the_longer_words_of_norwegian_are_a_table_at_80_columns(language: str, row: str) -> None:
    shown = run("timeline", "--data", DATA, "--lang", language, env={"COLUMNS": "80"}).stdout
    assert row in shown.splitlines()


def test_a_season_is_written_as_each_language_writes_it() -> None:
    shown = {each: run("timeline", "--lang", each).stdout for each in ("en", "nb", "nn")}
    seasons = {"en": "autumn 2024", "nb": "høsten 2024", "nn": "hausten 2024"}
    assert {each: season in shown[each] for each, season in seasons.items()} == dict.fromkeys(
        seasons, True
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_language_of_the_programme_is_that_of_its_answers(command: list[str]) -> None:
    asked = run(*command, "--lang", "nn").stdout
    english = run(*command).stdout
    of_the_programme("nn")
    assert run(*command).stdout == asked.replace(" --lang nn  ", "  ") != english
    assert run(*command, "--lang", "en").stdout.replace(" --lang en  ", "  ") == english


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("command", ["timeline", "assign", "history"])
def test_what_programs_read_is_english(command: str, form: str) -> None:
    of_the_programme("nb")
    spoken = run(command, "--format", form).stdout
    assert spoken == run(command, "--format", form, "--lang", "en").stdout
    assert spoken == run(command, "--format", form, "--lang", "nn").stdout


@pytest.mark.parametrize(
    "question",
    [
        "explain ask",
        "recommend berg",
        "recommend --all",
        "whatif W1+1m",
        "whatif W1+1m --each",
        "diff 2023-12 ask.json",
    ],
)
def test_json_of_a_question_is_english(question: str) -> None:
    asked = [*question.split(), "--format", "json"]
    assert run(*asked, "--lang", "nn").stdout == run(*asked).stdout


def test_no_language_is_left_in_force() -> None:
    run("timeline", "--lang", "nn")
    assert in_force() is Language.EN


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("assign", "dataa har 1 feil: sjå hpplan check\n"),
        ("explain capacity", "dataa har 1 feil: sjå hpplan check\n"),
        ("explain capacity --format json", "the data has 1 error: see hpplan check\n"),
    ],
)
def test_that_the_data_has_errors_is_said_in_the_language_of_the_answer(
    command: str, says: str
) -> None:
    twice = "{id: W1, claims: [{go_live: 2024-autumn}, {go_live: 2025-spring}]}"
    text = PROGRAMME.replace("{id: W1, go_live: 2024-autumn}", twice)
    Path("coast.yaml").write_text(text, encoding="utf-8")
    assert run(*command.split(), "--lang", "nn").stderr == says


@pytest.mark.parametrize(
    ("section", "nobody"),
    [
        ("municipalities", "ingen kommune"),
        ("trusts", "inkje helseføretak"),
        ("sites", "inga verksemd"),
    ],
)
def test_nobody_has_the_gender_of_who_is_meant(section: str, nobody: str) -> None:
    text = PROGRAMME.replace("earliest", "stability").replace("municipalities:", f"{section}:")
    if section == "sites":
        text = text.replace("name: Ask", "kind: school").replace("name: Berg", "kind: school")
    Path("coast.yaml").write_text(text, encoding="utf-8")
    shown = run("assign", "--lang", "nn", "--format", "markdown").stdout
    assert f"{nobody} går ut av bølgja" in " ".join(shown.split())


def test_what_revisions_differ_by_is_english() -> None:
    ran = run("diff", "--git", "main", "--lang", "nb")
    assert (ran.exit_code, "what --git shows is English" in ran.stderr) == (2, True)


def test_another_language_is_refused() -> None:
    ran = run("timeline", "--lang", "de")
    assert (ran.exit_code, "'de' is not one of en, nb, nn" in ran.stderr) == (2, True)


def test_a_language_of_the_programme_that_there_is_not_is_a_finding() -> None:
    of_the_programme("de")
    ran = run("check")
    assert (ran.exit_code, "'de'" in ran.stdout) == (1, True)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_picture_says_in_which_language_it_is(language: str) -> None:
    drawn = run("timeline", "--format", "svg", "--lang", language).stdout
    assert f'xml:lang="{language}"' in drawn


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("ask=W3", "'ask=W3', column 5: there is no wave 'W3'; known: W1, W2"),
        ("ask.go_live-99999m", "99999 months before W1, autumn 2024 is a day outside the calendar"),
    ],
)
def test_what_means_nothing_is_said_in_english(expression: str, says: str) -> None:
    ran = run("whatif", expression, "--lang", "nn")
    assert (ran.exit_code, says in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("asked", "next_ones"),
    [
        ("explain berg", ["recommend berg", "whatif berg=W3"]),
        ("recommend berg", ["whatif berg=W3", "explain berg"]),
        ("assign --pin berg=W2 --forbid berg=W2", ["assign --pin berg=W2 --forbid berg=W2"]),
    ],
)
def test_what_to_ask_next_is_asked_in_the_same_language(asked: str, next_ones: list[str]) -> None:
    more = PROGRAMME.replace("rules:", "  - {id: W3, go_live: 2025-W20}\nrules:")
    Path("coast.yaml").write_text(more, encoding="utf-8")
    said = run(*asked.split(), "--lang", "nn").stdout
    assert [each for each in next_ones if f"hpplan {each} --lang nn" not in said] == []


def test_what_to_ask_next_of_risks_is_asked_of_the_same_futures() -> None:
    risks = "risks: [{id: late, kind: slip, sites: ask, chance: 0.5, by: 1m}]\n"
    Path("coast.yaml").write_text(PROGRAMME + risks, encoding="utf-8")
    said = run("risk", "--runs", "20", "--seed", "3", "--jobs", "1", "--lang", "nb").stdout
    assert [line.split(":")[0] for line in said.splitlines() if "  hpplan " in line] == [
        "  hpplan risk --lang nb --runs 1000 --seed 3",
        "  hpplan risk --lang nb --runs 20 --seed 3 --contributions",
        "  hpplan assign --lang nb --robust 10 --seed 3",
        "  hpplan report --lang nb --risk 100 --seed 3",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("asked", ["assign --pin ask=W2 --apply-repair 1B", "whatif W1+1m ask=W2"])
def test_what_is_written_into_data_is_english(language: str, asked: str) -> None:
    """With what is refused of it; the answer beside it is not."""
    command = (*asked.split(), "--write", "--source", "s")
    sources = "sources: [{id: s, kind: document, published: 2023-01-01}]\n"
    decided = PROGRAMME.replace(
        "wave: W1}", "claims: [{says: decided, wave: W1, source: s}]}"
    ).replace("before, first: ask, then: berg", "capacity, measure: sites, max: 1")
    written = set()
    for spoken in ("en", language):
        Path("coast.yaml").write_text(sources + decided, encoding="utf-8")
        ran = run(*command, "--known", "2024-02-01", "--advance", "--lang", spoken)
        written.add((ran.exit_code, ran.stderr, Path("coast.yaml").read_text(encoding="utf-8")))
    assert len(written) == 1
